/** As wide as mail programs and terminals show without breaking a line themselves. */
const width = 80;

const url = /^[a-z][a-z0-9+.-]*:\/\/\S/i;

/**
 * Text in lines of at most `width` characters. White space of any kind is one space; a word that is longer than a
 * line is cut, except a URL, which must stay whole to be followed and then has a line of its own.
 *
 * @param indent put before each line, except before a URL that needs the room.
 */
export function wrap(text: string, indent = ""): readonly string[] {
  const lines: string[] = [];
  let line = "";
  const end = () => {
    if (line !== "") lines.push(indent + line);
    line = "";
  };
  const room = width - indent.length;
  for (const word of text.split(/\s+/).filter((part) => part !== "")) {
    if (url.test(word) && lengthOf(word) > room) {
      end();
      lines.push(word);
      continue;
    }
    for (const piece of cut(word, room)) {
      if (line !== "" && lengthOf(line) + 1 + lengthOf(piece) > room) end();
      line = line === "" ? piece : `${line} ${piece}`;
    }
  }
  end();
  return lines;
}

/** The first characters of a text, with a mark where something was left out. */
export function clip(text: string, longest: number): string {
  const characters = Array.from(text);
  return characters.length <= longest ? text : `${characters.slice(0, longest - 1).join("")}…`;
}

function cut(word: string, room: number): readonly string[] {
  const characters = Array.from(word);
  const pieces: string[] = [];
  for (let start = 0; start < characters.length; start += room) {
    pieces.push(characters.slice(start, start + room).join(""));
  }
  return pieces;
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}
