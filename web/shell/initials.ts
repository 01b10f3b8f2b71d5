/** The two letters of a person's circle: of the last middle name and the given name, Trần Thị Thu Lan is TL. */
export function initialsOf(name: string): string {
  const words = name.trim().split(/\s+/)
  return words
    .slice(-2)
    .map((word) => word.charAt(0).toLocaleUpperCase('vi'))
    .join('')
}
