/** What the colours of a chart mean, where they cannot be written beside the thing itself. */
export function Legend({
  items,
}: {
  items: readonly { label: string; colour: string; shape?: 'block' | 'line' | 'dot' | 'ring' }[]
}) {
  return (
    <span className="leg">
      {items.map((item) => (
        <span key={item.label}>
          <i className={item.shape ?? 'block'} style={{ color: `var(${item.colour})` }} />
          {item.label}
        </span>
      ))}
    </span>
  )
}
