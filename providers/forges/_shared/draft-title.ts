/** A title as the forge keeps it, on forges where a prefix says that a pull request is a draft. */
export interface DraftTitles {
  write(title: string, isDraft: boolean): string;
  read(title: string): { title: string; isDraft: boolean };
}

/** @param prefix what marks a draft, with what separates it from the title, as `Draft: ` */
export function draftTitles(prefix: string): DraftTitles {
  const read = (title: string): { title: string; isDraft: boolean } => {
    const isDraft = title.toLowerCase().startsWith(prefix.trim().toLowerCase());
    return { isDraft, title: isDraft ? title.slice(prefix.trim().length).trimStart() : title };
  };
  return { read, write: (title, isDraft) => (isDraft ? `${prefix}${read(title).title}` : title) };
}
