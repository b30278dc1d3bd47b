'use client'

// Replaces the whole page when its layout failed, so it brings its own document and depends on nothing else.
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
        <title>Something went wrong</title>
        <h1>The shop could not be loaded</h1>
        <p>
          Something went wrong on our side. Please try again in a moment. A payment you have made is not lost.
        </p>
        <button type="button" onClick={() => location.reload()}>
          Try again
        </button>
        <p>
          <a href="/">Go to the home page</a> · <a href="/contact">Contact us</a>
        </p>
      </body>
    </html>
  )
}
