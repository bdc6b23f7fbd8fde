import type { Highlight } from '#shared/ipc/replica-views'
import styles from './highlighted.module.css'

/** Text with what matched marked. */
export const Highlighted = ({ text }: { text: Highlight }) => (
  <>
    {text.map((piece, index) =>
      piece.isHit ? (
        <mark key={index} className={styles.hit}>
          {piece.text}
        </mark>
      ) : (
        piece.text
      ),
    )}
  </>
)
