using AgentGrid.Core.Rag.Embeddings.Onnx;

namespace AgentGrid.Core.Tests.Rag.Embeddings.Onnx;

public sealed class BertWordsTests
{
    [Theory]
    [InlineData(" \tHeLLo!how  \n Are yoU?  ", "hello ! how are you ?")]
    [InlineData("H\u00E9llo Ünïted ĉafé", "hello united cafe")]
    [InlineData("ah\u535A\u63A8zz", "ah 博 推 zz")]
    [InlineData("$5.00 (U.S.) – “so”", "$ 5 . 00 ( u . s . ) – “ so ”")]
    [InlineData("one\u00A0two\u3000three", "one two three")]
    [InlineData("so\u0000ft\u00ADhy\uFFFDphen\u200B", "softhyphen")]
    [InlineData("𠀀x", "𠀀 x")]
    [InlineData("[CLS] x", "[ cls ] x")]
    [InlineData("half \uD83D pair", "half pair")]
    [InlineData("", "")]
    public void Split_AsUncasedModelsRead_GivesTheWords(string text, string words) =>
        string.Join(' ', BertWords.Split(text, new BertOptions())).ShouldBe(words);

    [Theory]
    [InlineData(false, false, true, "Café 博推", "Café 博 推")]
    [InlineData(true, false, true, "CAFÉ", "café")]
    [InlineData(false, true, true, "CAFÉ", "CAFE")]
    [InlineData(true, true, false, "ah博推zz", "ah博推zz")]
    public void Split_AsTheModelIsConfigured_KeepsWhatItKeeps(bool lower, bool accents, bool ideographs, string text, string words) =>
        string.Join(' ', BertWords.Split(text, new BertOptions(lower, accents, ideographs))).ShouldBe(words);
}
