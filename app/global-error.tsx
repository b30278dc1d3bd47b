'use client'

// Stands in for a whole page whose layout failed, so it brings its own document and leans on nothing else.
export default function GlobalError() {
  return (
    <html lang="en-GB" style={{ colorScheme: 'light dark' }}>
      <body
        style={{
          font: '1.1rem/1.6 system-ui',
          margin: '15vh auto',
          width: 'min(40rem, 90%)',
        }}
      >
        <title>Something failed</title>
        <h1>The shop could not be loaded</h1>
        <p>Something failed on our side. Try again in a moment; a payment that you have made is not lost.</p>
        <button type="button" onClick={() => location.reload()}>
          Try again
        </button>
        <p>
          <a href="/">To the shop’s front page</a> · <a href="/contact">Contact us</a>
        </p>
      </body>
    </html>
  )
}
