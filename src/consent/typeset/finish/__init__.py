"""What WeasyPrint leaves to be done so that one file is PDF/UA-1, PDF/A-3a and ready to sign."""
