import { Fragment } from 'react'
import type { Company } from '@/lib/brand/company'

/** The company and its contact details, as one paragraph. */
export function CompanyLines({ company }: { company: Company }) {
  const lines = [company.name, company.registration, company.address]
  return (
    <p>
      {lines.map((line) => (
        <Fragment key={line}>
          {line}
          <br />
        </Fragment>
      ))}
      <a href={`mailto:${company.email}`} className="link">
        {company.email}
      </a>
      {company.phone && (
        <>
          <br />
          {company.phone}
        </>
      )}
    </p>
  )
}
