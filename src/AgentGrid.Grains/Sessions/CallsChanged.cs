using AgentGrid.Core.Sessions;

namespace AgentGrid.Grains.Sessions;

/// <summary>Stands among a turn's steps for news of its provider calls, which are no event.</summary>
internal sealed class CallsChanged
{
    private CallsChanged()
    {
    }

    public static TurnStep Step { get; } = new(new CallsChanged());
}
