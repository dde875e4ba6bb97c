namespace AgentGrid.Core.Rag.Extraction;

/// <summary>Blocks that a writer has finished and nobody has taken yet.</summary>
internal sealed class BlockQueue
{
    private readonly Queue<Block> _blocks = new();

    /// <summary>Adds a block, an overlong one in pieces.</summary>
    public void Add(Block block)
    {
        foreach (var part in LongText.Split(block))
        {
            _blocks.Enqueue(part);
        }
    }

    /// <summary>Takes what there is.</summary>
    public IEnumerable<Block> Take()
    {
        while (_blocks.TryDequeue(out var block))
        {
            yield return block;
        }
    }
}
