namespace AgentGrid.Core.Sessions.Marks;

/// <summary>
/// Tells of Markdown that streams whether it is inside code: that begins with a run of backticks and ends with a run of the same
/// length. Inline code also ends with its line: one backtick without another makes no code of what follows.
/// </summary>
internal struct CodeTracker
{
    private const int FenceLength = 3;

    private int _ticks;
    private int _open;

    /// <summary>Takes the next character.</summary>
    /// <returns>Whether it is code, backticks included.</returns>
    public bool Take(char c)
    {
        if (c == '`')
        {
            _ticks++;
            return true;
        }

        if (_ticks > 0)
        {
            _open = _open == 0 ? _ticks : _open == _ticks ? 0 : _open;
            _ticks = 0;
        }

        if (c == '\n' && _open < FenceLength)
        {
            _open = 0;
        }

        return _open > 0;
    }
}
