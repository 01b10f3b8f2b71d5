/** The mark of the product: a page of the gradebook with a tick. */
export function BrandMark() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <rect x="1" y="1" width="22" height="22" rx="5" fill="var(--accent-fill)" />
      <path d="M1 8.3h22M1 15.7h22M8.3 1v22M15.7 1v22" stroke="#fff" strokeOpacity=".28" />
      <path
        d="m6 13 4 4.2L18.5 7"
        fill="none"
        stroke="#fff"
        strokeWidth="2.4"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
