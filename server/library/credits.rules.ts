interface Credit {
  role: string
  name: string
}

/** Who is seen or heard, from credits as they are stored; the name of an author or of a body that made it keeps nothing apart. */
export function artistsOf(credits: string | null): string[] {
  return credits === null
    ? []
    : (JSON.parse(credits) as Credit[])
        .filter(({ role }) => /biểu diễn|trình bày|thể hiện|nghệ s|ca s|hát|đàn|múa/i.test(role))
        .map(({ name }) => name)
}
