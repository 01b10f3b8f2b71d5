import { useLayoutEffect, useRef, useState } from 'react'
import type { RefObject } from 'react'

/** The width in pixels of what the ref is on, so that a chart is drawn at its real size and its words keep theirs. */
export function useWidth(): [RefObject<HTMLDivElement | null>, number] {
  const element = useRef<HTMLDivElement>(null)
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    if (!element.current) return
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)))
    setWidth(Math.floor(element.current.getBoundingClientRect().width))
    observer.observe(element.current)
    return () => observer.disconnect()
  }, [])
  return [element, width]
}
