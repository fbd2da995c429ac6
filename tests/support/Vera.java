import java.io.BufferedReader;
import java.io.File;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;
import org.verapdf.pdfa.validation.profiles.ErrorArgument;
import org.verapdf.pdfa.validation.profiles.Profiles;
import org.verapdf.pdfa.validation.profiles.Rule;
import org.verapdf.pdfa.validation.profiles.RuleId;
import org.verapdf.pdfa.validation.profiles.ValidationProfile;
import org.verapdf.pdfa.validation.profiles.Variable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Runs the veraPDF engine on what standard input asks for, one line for each question until it ends:
 * {@code ua1,3a}, a tab, and the files with tabs between them. One machine for all questions is warm for most.
 *
 * <p>An answer is one tab-separated line for each file and flavour ({@code file flavour PASS|FAIL checks}) and, below
 * a failure, one line for each broken rule, which starts with a tab; then an empty line. A file that cannot be read
 * ends the program.
 *
 * <p>The jar has the engine and its profiles but not the XML binding that loads them, so they are read here.
 */
public final class Vera {
    private static final String PROFILES = "/org/verapdf/pdfa/validation/";
    private static final Map<String, String> FILES = Map.of("ua1", "PDFUA-1.xml", "3a", "PDFA-3A.xml");
    private static final int MOST_FAILURES = 1000;

    private Vera() {}

    public static void main(String[] arguments) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        VeraGreenfieldFoundryProvider.initialise();
        Map<String, ValidationProfile> profiles = new LinkedHashMap<>();
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = questions.readLine(); line != null; line = questions.readLine()) {
            String[] words = line.split("\t");
            for (int index = 1; index < words.length; index++) {
                for (String flavour : words[0].split(",")) {
                    if (!profiles.containsKey(flavour)) {
                        profiles.put(flavour, profile(flavour));
                    }
                    check(words[index], flavour, profiles.get(flavour));
                }
            }
            System.out.println();
            System.out.flush();
        }
    }

    private static void check(String file, String flavour, ValidationProfile profile) throws Exception {
        PDFAFlavour known = profile.getPDFAFlavour();
        try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(file), known)) {
            PDFAValidator validator =
                    Foundries.defaultInstance().createValidator(profile, MOST_FAILURES, false, true, false);
            ValidationResult result = validator.validate(parser);
            String verdict = result.isCompliant() ? "PASS" : "FAIL";
            System.out.printf("%s\t%s\t%s\t%d%n", file, flavour, verdict, result.getTotalAssertions());
            Map<RuleId, TestAssertion> broken = new LinkedHashMap<>();
            for (TestAssertion assertion : result.getTestAssertions()) {
                if (assertion.getStatus() == TestAssertion.Status.FAILED) {
                    broken.putIfAbsent(assertion.getRuleId(), assertion);
                }
            }
            for (Map.Entry<RuleId, TestAssertion> entry : broken.entrySet()) {
                TestAssertion first = entry.getValue();
                String said = first.getErrorMessage() != null ? first.getErrorMessage() : first.getMessage();
                String place = first.getLocation() == null ? "" : first.getLocation().getContext();
                System.out.printf(
                        "\t%s-%d %s @ %s%n", entry.getKey().getClause(), entry.getKey().getTestNumber(), said, place);
            }
        }
    }

    private static ValidationProfile profile(String flavour) throws Exception {
        try (InputStream input = Profiles.class.getResourceAsStream(PROFILES + FILES.get(flavour))) {
            Element root =
                    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(input).getDocumentElement();
            Set<Rule> rules = new HashSet<>();
            for (Element element : children(child(root, "rules"), "rule")) {
                rules.add(rule(element));
            }
            Set<Variable> variables = new HashSet<>();
            for (Element element : children(child(root, "variables"), "variable")) {
                variables.add(Profiles.variableFromValues(
                        element.getAttribute("name"),
                        element.getAttribute("object"),
                        text(element, "defaultValue"),
                        text(element, "value")));
            }
            Element details = child(root, "details");
            return Profiles.profileFromValues(
                    PDFAFlavour.valueOf(root.getAttribute("flavour")),
                    Profiles.profileDetailsFromValues(
                            text(details, "name"),
                            text(details, "description"),
                            details.getAttribute("creator"),
                            new Date(0)),
                    "",
                    rules,
                    variables);
        }
    }

    private static Rule rule(Element element) {
        Element id = child(element, "id");
        Element error = child(element, "error");
        List<ErrorArgument> arguments = new ArrayList<>();
        for (Element argument : children(child(error, "arguments"), "argument")) {
            arguments.add(argument(argument));
        }
        String deferred = element.getAttribute("deferred");
        return Profiles.ruleFromValues(
                Profiles.ruleIdFromValues(
                        PDFAFlavour.Specification.valueOf(id.getAttribute("specification")),
                        id.getAttribute("clause"),
                        Integer.parseInt(id.getAttribute("testNumber"))),
                element.getAttribute("object"),
                deferred.isEmpty() ? null : Boolean.valueOf(deferred),
                element.getAttribute("tags"),
                text(element, "description"),
                text(element, "test"),
                Profiles.errorFromValues(text(error, "message"), arguments),
                new ArrayList<>());
    }

    private static ErrorArgument argument(Element element) {
        String code = element.getTextContent().trim();
        String name = element.hasAttribute("name") ? element.getAttribute("name") : null;
        return new ErrorArgument() {
            @Override
            public String getArgument() {
                return code;
            }

            @Override
            public String getName() {
                return name;
            }

            @Override
            public String getArgumentValue() {
                return null;
            }
        };
    }

    private static Element child(Element parent, String name) {
        List<Element> found = children(parent, name);
        return found.isEmpty() ? null : found.get(0);
    }

    private static List<Element> children(Element parent, String name) {
        List<Element> found = new ArrayList<>();
        for (Node node = parent == null ? null : parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element && name.equals(node.getNodeName())) {
                found.add((Element) node);
            }
        }
        return found;
    }

    private static String text(Element parent, String name) {
        Element found = child(parent, name);
        return found == null ? "" : found.getTextContent().trim();
    }
}
