using System.Runtime.InteropServices;

namespace AgentGrid.Core.Tests.Rag.Embeddings.Onnx.Runtime;

/// <summary>
/// A model file like those of exporters, but of a single layer: the vector of a token is 1 in the token's own place. Field numbers
/// are those of <c>onnx.proto</c>.
/// </summary>
internal static class SmallModel
{
    private const int Float = 1;
    private const int Int64 = 7;
    private const int IntegerAttribute = 2;
    private const int IntegersAttribute = 7;

    /// <param name="vocabulary">Tokens, and dimensions of the vectors.</param>
    /// <param name="pooled">Whether the model takes the mean of the tokens itself, padding and all.</param>
    /// <param name="inputs">Names of its inputs, of which it uses the first.</param>
    public static byte[] Write(int vocabulary, bool pooled = false, params string[] inputs)
    {
        var tokens = pooled ? "tokens" : "last_hidden_state";
        var graph = new ProtoMessage()
            .Add(1, Node("Gather", ["table", inputs[0]], tokens))
            .Add(2, "small")
            .Add(5, Identity("table", vocabulary));
        if (pooled)
        {
            var axes = new ProtoMessage().Add(1, "axes").Add(8, 1).Add(20, IntegersAttribute);
            var keep = new ProtoMessage().Add(1, "keepdims").Add(3, 0).Add(20, IntegerAttribute);
            graph.Add(1, Node("ReduceMean", [tokens], "sentence_embedding").Add(5, axes).Add(5, keep));
        }

        foreach (var input in inputs)
        {
            graph.Add(11, Value(input, Int64, "rows", "length"));
        }

        graph.Add(12, pooled ? Value("sentence_embedding", Float, "rows", "width") : Value(tokens, Float, "rows", "length", "width"));
        return new ProtoMessage().Add(1, 8).Add(7, graph).Add(8, new ProtoMessage().Add(1, "").Add(2, 13)).ToArray();
    }

    private static ProtoMessage Node(string type, string[] inputs, string output)
    {
        var node = new ProtoMessage();
        foreach (var input in inputs)
        {
            node.Add(1, input);
        }

        return node.Add(2, output).Add(3, type).Add(4, type);
    }

    private static ProtoMessage Identity(string name, int size)
    {
        var numbers = new float[size * size];
        for (var i = 0; i < size; i++)
        {
            numbers[(i * size) + i] = 1;
        }

        return new ProtoMessage().Add(1, size).Add(1, size).Add(2, Float).Add(8, name).Add(9, MemoryMarshal.AsBytes(numbers.AsSpan()).ToArray());
    }

    private static ProtoMessage Value(string name, int type, params string[] dimensions)
    {
        var shape = new ProtoMessage();
        foreach (var dimension in dimensions)
        {
            shape.Add(1, new ProtoMessage().Add(2, dimension));
        }

        return new ProtoMessage().Add(1, name).Add(2, new ProtoMessage().Add(1, new ProtoMessage().Add(1, type).Add(2, shape)));
    }
}
