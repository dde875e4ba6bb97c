namespace Orleans.Embedded.Runtime;

/// <summary>A first-in first-out ring of what an activation has to run. Not thread-safe.</summary>
internal struct TurnQueue
{
    private object?[]? _items;
    private int _head;

    public int Count { get; private set; }

    public void Enqueue(object item)
    {
        if (_items is null)
        {
            _items = new object?[4];
        }
        else if (Count == _items.Length)
        {
            var larger = new object?[Count * 2];
            for (var i = 0; i < Count; i++)
            {
                larger[i] = _items[(_head + i) & (_items.Length - 1)];
            }

            _items = larger;
            _head = 0;
        }

        _items[(_head + Count++) & (_items.Length - 1)] = item;
    }

    public object? Dequeue()
    {
        if (Count == 0)
        {
            return null;
        }

        var item = _items![_head];
        _items[_head] = null;
        _head = (_head + 1) & (_items.Length - 1);
        Count--;
        return item;
    }

    /// <summary>Gives back the room an idle activation does not need.</summary>
    public void Trim()
    {
        if (Count == 0)
        {
            _items = null;
            _head = 0;
        }
    }

    public readonly IEnumerable<Task> Tasks() => _items?.OfType<Task>().ToArray() ?? [];
}
