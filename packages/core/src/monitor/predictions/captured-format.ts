/** How data capture writes a payload of a content type: as a text of CSV or of one JSON, or in BASE64. */
export function formatOf(contentType: string): "CSV" | "JSON" | "BASE64" {
  const [type = ""] = contentType.toLowerCase().split(";");
  if (type.trim() === "text/csv") return "CSV";
  return type.trim() === "application/json" ? "JSON" : "BASE64";
}
