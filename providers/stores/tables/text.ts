/**
 * A text as PostgreSQL can have it: without the character 0 (https://www.postgresql.org/docs/current/datatype-character.html) and without halves of characters, which UTF-8 does not know.
 * In the text of a JSON document both are written otherwise already.
 */
export function storable(text: string): string {
  return text.replaceAll("\0", "\u2400").toWellFormed();
}
