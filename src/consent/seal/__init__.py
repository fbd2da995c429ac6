"""A packet certified with the practice's key: from then on only filling and signing leave the seal whole.

| file | does |
|---|---|
| ``keyholder`` | opens a PKCS#12 file, or a token through PKCS#11 |
| ``certificate`` | refuses a certificate that cannot seal today |
| ``stamp`` | what shows at the place of the seal |
| ``seal`` | certifies the bytes |

A seal says that the holder of the key let this file go out as it stands. It says nothing of who signs.
"""
