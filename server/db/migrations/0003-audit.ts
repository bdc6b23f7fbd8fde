import { sql, type Kysely } from 'kysely'

/** The audit chain; it and the events can only grow. */
export const audit = async (db: Kysely<unknown>): Promise<void> => {
  await sql`
    create table audit (
      seq bigint primary key,
      at bigint not null,
      person_id uuid,
      action text not null,
      entity text,
      outcome text not null,
      detail jsonb not null,
      previous_hash text not null,
      hash text not null
    );
    create index audit_person on audit (person_id, at);
    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception '% only grows', tg_table_name;
    end $$;
    create trigger audit_only_grows before update or delete or truncate on audit for each statement execute function refuse_change();
    create trigger event_only_grows before update or delete or truncate on event for each statement execute function refuse_change();
  `.execute(db)
}
