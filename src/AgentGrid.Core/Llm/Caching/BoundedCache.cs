using System.Diagnostics.CodeAnalysis;

namespace AgentGrid.Core.Llm.Caching;

/// <summary>At most so many entries; the one used longest ago goes first. Thread-safe.</summary>
internal sealed class BoundedCache<TKey, TValue>(int capacity)
    where TKey : notnull
{
    private readonly Lock _gate = new();
    private readonly Dictionary<TKey, LinkedListNode<(TKey Key, TValue Value)>> _index = [];
    private readonly LinkedList<(TKey Key, TValue Value)> _order = new();

    public int Count
    {
        get
        {
            lock (_gate)
            {
                return _index.Count;
            }
        }
    }

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        lock (_gate)
        {
            if (!_index.TryGetValue(key, out var node))
            {
                value = default;
                return false;
            }

            _order.Remove(node);
            _order.AddFirst(node);
            value = node.Value.Value;
            return true;
        }
    }

    public void Set(TKey key, TValue value)
    {
        lock (_gate)
        {
            if (_index.Remove(key, out var old))
            {
                _order.Remove(old);
            }

            _index[key] = _order.AddFirst((key, value));
            if (_index.Count > capacity)
            {
                _index.Remove(_order.Last!.Value.Key);
                _order.RemoveLast();
            }
        }
    }

    public void Remove(TKey key)
    {
        lock (_gate)
        {
            if (_index.Remove(key, out var node))
            {
                _order.Remove(node);
            }
        }
    }
}
