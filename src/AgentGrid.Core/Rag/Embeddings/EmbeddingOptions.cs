using AgentGrid.Core.Rag.Embeddings.Onnx;

namespace AgentGrid.Core.Rag.Embeddings;

/// <summary>Which model makes the vectors of knowledge. Section <c>AgentGrid:Embeddings</c>.</summary>
public sealed class EmbeddingOptions
{
    /// <summary>Where it is bound from.</summary>
    public const string Section = "AgentGrid:Embeddings";

    /// <summary>
    /// <c>builtin/ngram</c> (default: no key, no cost), a provider's model as <c>provider/model</c>, or <c>onnx/folder</c> for a model
    /// on this machine, in a build with ONNX. After a change all files get
    /// new vectors in the background, which a provider charges for; until they are all there the old ones serve.
    /// </summary>
    public string Model { get; set; } = NgramEmbedder.Name;

    /// <summary>Length of the vectors of a provider's model, such as 1536. Not used by the others.</summary>
    public int Dimensions { get; set; }

    /// <summary>
    /// Longest that a question waits for its vector from a provider, in seconds, 0.1 to 20. Default 5; after that keywords alone
    /// answer it, so less finds less by meaning when the provider is slow, and more makes everybody wait while it hangs.
    /// </summary>
    public double QuestionSeconds { get; set; } = 5;

    /// <summary>Where the folders of <c>onnx/folder</c> are. Default <c>models</c> in the working folder.</summary>
    public string ModelsFolder { get; set; } = "models";

    /// <summary>Put before questions to an ONNX model that was trained with one, such as <c>query: </c>. Default none; a change makes new vectors.</summary>
    public string QueryPrefix { get; set; } = "";

    /// <summary>Put before passages, such as <c>passage: </c>. Default none; a change makes new vectors.</summary>
    public string PassagePrefix { get; set; } = "";

    /// <summary>What is wrong with the values, or null.</summary>
    public string? Problem() =>
        !(QuestionSeconds is >= 0.1 and <= 20) ? $"{Section}:QuestionSeconds is {QuestionSeconds}; set it to 0.1 to 20."
        : Model == NgramEmbedder.Name ? null
        : string.IsNullOrWhiteSpace(Model) ? $"{Section}:Model is empty; write {NgramEmbedder.Name}, provider/model or onnx/folder."
        : OnnxEmbedders.IsName(Model) ? OnnxEmbedders.Problem(this)
        : !Model.Contains('/', StringComparison.Ordinal)
            ? $"{Section}:Model is '{Model}'; write provider/model, or {NgramEmbedder.Name} for the built-in one."
        : Dimensions is < 1 or > 8_192
            ? $"{Section}:Dimensions is {Dimensions}; set it to the length of {Model}'s vectors, 1 to 8192."
        : null;
}
