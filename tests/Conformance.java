// Prints, for each file and profile, "file<TAB>profile<TAB>rule" for every rule that is broken,
// and "file<TAB>profile<TAB>ok" where none is. Usage: Conformance FILE=PROFILE,PROFILE...
import java.io.FileInputStream;
import java.io.InputStream;
import java.util.TreeSet;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

public class Conformance {
    public static void main(String[] arguments) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        for (String argument : arguments) {
            String[] parts = argument.split("=");
            for (String profile : parts[1].split(",")) {
                PDFAFlavour flavour = PDFAFlavour.fromString(profile);
                TreeSet<String> broken = new TreeSet<>();
                try (InputStream stream = new FileInputStream(parts[0]);
                        PDFAParser parser = Foundries.defaultInstance().createParser(stream, flavour)) {
                    ValidationResult result =
                            Foundries.defaultInstance().createValidator(flavour, false).validate(parser);
                    for (TestAssertion each : result.getTestAssertions()) {
                        broken.add(each.getRuleId().getClause() + "-" + each.getRuleId().getTestNumber()
                                + " " + each.getMessage());
                    }
                    if (broken.isEmpty() && !result.isCompliant()) broken.add("not compliant");
                }
                if (broken.isEmpty()) broken.add("ok");
                for (String rule : broken) System.out.println(parts[0] + "\t" + profile + "\t" + rule);
            }
        }
    }
}
