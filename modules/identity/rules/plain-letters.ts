/** A text in plain small letters without diacritics and spaces, to see a name or a known word inside it. Source: docs/service-rules/accounts.md. */
export function plainLetters(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[\p{M}\s]/gu, '')
    .toLowerCase()
    .replace(/đ/g, 'd')
}
