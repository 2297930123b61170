"""A conversation in the forms of other fields: data, TEI, tables, captions, podcasts, linked data."""
