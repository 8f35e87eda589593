"""Alembic's environment, configured in code: one connection, one transaction."""

from alembic import context

from concierge_desk.models import Base

with context.config.attributes["engine"].connect() as connection:
    context.configure(connection=connection, target_metadata=Base.metadata, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
