namespace AgentGrid.Storage.Sql;

/// <summary>Which of the waiting writes the one writer of SQLite takes next. PostgreSQL has many writers and needs none of it.</summary>
public enum WritePriority
{
    /// <summary>In the order of arrival.</summary>
    Normal,

    /// <summary>
    /// Before the others, though not for ever: a turn begins and shows its first words ahead of the rest of longer turns, and of
    /// files being imported.
    /// </summary>
    First,
}
