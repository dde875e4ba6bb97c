namespace AgentGrid.Core.Rag.Embeddings.Onnx;

/// <summary>How a BERT-style model reads text; from its <c>tokenizer_config.json</c>, defaults as BERT's.</summary>
/// <param name="Lowercase">Whether case is dropped.</param>
/// <param name="StripAccents">Whether diacritics are dropped.</param>
/// <param name="SplitIdeographs">Whether each ideograph is a word.</param>
/// <param name="MaxTokens">Longest sequence with its two special tokens; what is longer is read in several.</param>
internal sealed record BertOptions(
    bool Lowercase = true,
    bool StripAccents = true,
    bool SplitIdeographs = true,
    int MaxTokens = 512,
    string Unknown = "[UNK]",
    string Padding = "[PAD]",
    string Start = "[CLS]",
    string End = "[SEP]");
