import type { SiteLink } from '../../siteData.js';
import { addressOf } from '../routes.js';
import { TypeDot } from './TypeDot.js';

/** A link to a resource's page, with the colour of its type. */
export function ResourceLink({ link: [id, label, type] }: { link: SiteLink }) {
  return (
    <a class="resource-link" href={addressOf({ page: 'resource', id })} title={id}>
      <TypeDot type={type} />
      <span>{label}</span>
    </a>
  );
}
