import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import software.amazon.event.ruler.JsonRuleCompiler;
import software.amazon.event.ruler.Ruler;

/** Says of each pair on a line, {"pattern": .., "event": ..}, what AWS's matcher says: true, false or invalid. */
public class Oracle {
  public static void main(String[] arguments) throws Exception {
    ObjectMapper json = new ObjectMapper();
    BufferedReader lines = new BufferedReader(new InputStreamReader(System.in));
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      JsonNode pair = json.readTree(line);
      System.out.println(verdict(pair.get("pattern").toString(), pair.get("event").toString()));
    }
  }

  private static String verdict(String pattern, String event) {
    try {
      if (JsonRuleCompiler.check(pattern) != null) return "invalid";
      return String.valueOf(Ruler.matchesRule(event, pattern));
    } catch (Exception broken) {
      return "invalid";
    }
  }
}
