import { type DragEvent, type ReactNode, useRef, useState } from 'react'

export interface DropAreaProps {
  children: ReactNode
  onFiles: (files: File[]) => void
  /** What is shown over everything while files are held above it. */
  prompt: ReactNode
  className?: string
  isDisabled?: boolean
}

/** A stretch of the window that takes files dropped on it. Everything a drop does can be done from the keyboard elsewhere. */
export function DropArea({ children, onFiles, prompt, className, isDisabled = false }: DropAreaProps) {
  const [over, setOver] = useState(false)
  // enter and leave come for every element inside: the area is left when each entered one is
  const depth = useRef(0)
  const holdsFiles = (event: DragEvent) => !isDisabled && event.dataTransfer.types.includes('Files')
  const end = () => {
    depth.current = 0
    setOver(false)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is a second way; the first is a button
    <div
      className={`drop-area${className === undefined ? '' : ` ${className}`}`}
      onDragEnter={(event) => {
        if (!holdsFiles(event)) return
        event.preventDefault()
        depth.current++
        setOver(true)
      }}
      onDragOver={(event) => {
        if (!holdsFiles(event)) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
      }}
      onDragLeave={() => {
        if (depth.current > 0 && --depth.current === 0) setOver(false)
      }}
      onDrop={(event) => {
        if (!holdsFiles(event)) return
        event.preventDefault()
        end()
        const files = [...event.dataTransfer.files]
        if (files.length > 0) onFiles(files)
      }}
    >
      {children}
      {over ? <div className="drop-prompt">{prompt}</div> : null}
    </div>
  )
}
