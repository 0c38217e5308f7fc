/** How fast the workers call each API of each account: they share what one of them was refused, and what the configuration allows. */
export const migration = {
  version: 2,
  sql: `
    create table trueup.call_pace (
      key text not null,
      worker text not null,
      rate double precision,
      halved_at timestamptz,
      seen_at timestamptz not null default now(),
      primary key (key, worker)
    );
  `,
};
