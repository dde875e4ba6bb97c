using System.Collections.Concurrent;

namespace AgentGrid.Server.Idempotency;

/// <summary>
/// The idempotency keys that requests of this process have now. A claim in the store that nobody here has is, where this is the only
/// process, one that a crash or a failing disk left behind.
/// </summary>
internal sealed class KeysInUse
{
    private readonly ConcurrentDictionary<(string Scope, string Key), KeyHold> _holds = new();

    /// <summary>Null when the key is now the caller's, to be released; otherwise whose it is.</summary>
    public KeyHold? TryTake(string scope, string key, string bodyHash)
    {
        var mine = new KeyHold(bodyHash);
        var current = _holds.GetOrAdd((scope, key), mine);
        return ReferenceEquals(current, mine) ? null : current;
    }

    public void Release(string scope, string key)
    {
        if (_holds.TryRemove((scope, key), out var hold))
        {
            hold.End();
        }
    }
}
