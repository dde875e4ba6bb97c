using System.Text.Json;
using AgentGrid.Core.Llm;
using AgentGrid.Testing.Llm;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Tests.Llm.Providers;

/// <summary>What vendors' refusals mean, whatever status and shape they come in.</summary>
public sealed class ProviderErrorTests
{
    [Theory]
    [InlineData(400, "This model's maximum prompt length is 131072 but the request contains 537812 tokens.")]
    [InlineData(400, "The decoder prompt (length 5202) is longer than the maximum model length of 4096. Make sure that `max_model_len` is no smaller than the number of text tokens.")]
    [InlineData(400, "The input (9000 tokens) is longer than the model's context length (8192 tokens).")]
    [InlineData(422, "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 5000 `inputs` tokens and 512 `max_new_tokens`")]
    [InlineData(422, "Input validation error: `inputs` must have less than 1024 tokens. Given: 1500")]
    [InlineData(500, "the request exceeds the available context size. try increasing the context size or enable context shift")]
    [InlineData(500, "Trying to keep the first 5000 tokens when context the overflows. However, the model is loaded with context length of only 4096 tokens.")]
    [InlineData(400, "Prompt contains 40000 tokens and 0 draft tokens, too large for model with 32768 maximum context length")]
    [InlineData(400, "Invalid request: Your request exceeded model token limit: 131072")]
    [InlineData(413, "Request too large for model `m` on tokens per minute (TPM): Limit 6000, Requested 7012, please reduce your message size and try again.")]
    [InlineData(400, "Input tokens exceed the configured limit of 272000 tokens. Your messages resulted in 300000 tokens.")]
    public async Task ContextLength_InAnyonesWords_IsRecognised(int status, string words)
    {
        (await FailAsync(FakeReplies.Error(status, Body(words)))).Code.ShouldBe(LlmErrorCodes.ContextTooLong, "as an answer");
        if (status is 400 or 500)
        {
            (await FailAsync(FakeReplies.Stream($"event: error\ndata: {Body(words)}\n\n"))).Code
                .ShouldBe(LlmErrorCodes.ContextTooLong, "inside a stream");
        }
    }

    [Theory]
    [InlineData(429, "Rate limit reached for m on tokens per min (TPM): Limit 30000, Used 29000, Requested 45000. The input or output tokens must be reduced.", LlmErrorCodes.RateLimited)]
    [InlineData(429, "Too many tokens, please wait before trying again.", LlmErrorCodes.RateLimited)]
    [InlineData(400, "Too many tokens per minute: this key may send 10000.", LlmErrorCodes.BadRequest)]
    [InlineData(401, "This key may not use the long context window.", LlmErrorCodes.Unauthorized)]
    [InlineData(403, "Your plan does not include a context length above 200000.", LlmErrorCodes.Unauthorized)]
    [InlineData(400, "max_tokens is too large: 100000. This model supports at most 16384 completion tokens.", LlmErrorCodes.OutputLimit)]
    [InlineData(500, "The server had an error while processing your request.", LlmErrorCodes.ProviderError)]
    public async Task ContextLength_OtherRefusals_AreNone(int status, string words, string code)
    {
        (await FailAsync(FakeReplies.Error(status, Body(words)))).Code.ShouldBe(code);
    }

    [Theory]
    [InlineData(400, "'max_tokens' or 'max_completion_tokens' is too large: 8000. This model's maximum context length is 4096 tokens and your request has 127 input tokens (8000 > 4096 - 127).")]
    [InlineData(400, "This model's maximum context length is 4097 tokens. However, you requested 4107 tokens (107 in the messages, 4000 in the completion). Please reduce the length of the messages or completion.")]
    [InlineData(400, "This endpoint's maximum context length is 32768 tokens. However, you requested about 40035 tokens (35 of text input, 40000 in the output).")]
    [InlineData(400, "input length and `max_tokens` exceed context limit: 1240 + 200000 > 200000, decrease input length or `max_tokens` and try again")]
    [InlineData(400, "max_tokens: 100000 > 64000, which is the maximum allowed number of output tokens for m")]
    [InlineData(422, "Input validation error: `inputs` tokens + `max_new_tokens` must be <= 4096. Given: 136 `inputs` tokens and 4000 `max_new_tokens`")]
    [InlineData(400, "`max_tokens` must be less than or equal to `8192`, the maximum value for `max_tokens` is less than the `context_window` for this model")]
    public async Task OutputLimit_InAnyonesWords_IsRecognisedAndNamesTheSetting(int status, string words)
    {
        var failure = await FailAsync(FakeReplies.Error(status, Body(words)));
        failure.Code.ShouldBe(LlmErrorCodes.OutputLimit);
        failure.Message.ShouldContain("maxOutputTokens");
    }

    [Theory]
    [InlineData("'max_tokens' is too large: 500. This model's maximum context length is 4096 tokens and your request has 3900 input tokens (500 > 4096 - 3900).")]
    [InlineData("input length and `max_tokens` exceed context limit: 188240 + 21333 > 200000, decrease input length or `max_tokens` and try again")]
    [InlineData("This model's maximum context length is 4097 tokens. However, you requested 8107 tokens (7607 in the messages, 500 in the completion).")]
    public async Task OutputLimit_BesideALongPrompt_IsThePromptsFault(string words) =>
        (await FailAsync(FakeReplies.Error(400, Body(words)))).Code.ShouldBe(LlmErrorCodes.ContextTooLong);

    [Fact]
    public async Task OutputLimit_AboveWhatTheModelWrites_IsLeftOutAndTheModelAnswers()
    {
        const string Refusal = "'max_tokens' is too large: 77. This model's maximum context length is 64 tokens and your request has 12 input tokens (77 > 64 - 12).";
        await using var server = await FakeProviderServer.StartAsync(context =>
            ((string)context.Items[FakeProviderServer.BodyItem]!).Contains("\"max_tokens\"", StringComparison.Ordinal)
                ? FakeReplies.Error(400, Body(Refusal))(context)
                : FakeReplies.Stream(new OpenAiWire().Text("fine"))(context));
        await using var host = VendorHost.Create("openai-compatible", server);

        string.Concat((await VendorHost.AskAsync(host)).Select(update => update.Text)).ShouldBe("fine");
        server.Requests.Count.ShouldBe(2);

        await VendorHost.AskAsync(host);
        server.Requests.Count.ShouldBe(3, "what is known to be refused is not asked for again");
        var smaller = host.Options("p/m");
        smaller.MaxOutputTokens = 76;
        await host.Chat.GetResponseAsync([new ChatMessage(ChatRole.User, "?")], smaller);
        server.Requests[3].Json.GetProperty("max_tokens").GetInt32().ShouldBe(76);
    }

    [Theory]
    [InlineData("""{"object":"error","message":{"detail":[{"type":"extra_forbidden","loc":["body","n_keep"],"msg":"Extra inputs are not permitted","input":1}]},"type":"invalid_request_error"}""")]
    [InlineData("""{"detail":[{"type":"extra_forbidden","loc":["body","n_keep"],"msg":"Extra inputs are not permitted","input":1}]}""")]
    public async Task Refusal_OfOneField_NamesIt(string body) =>
        (await FailAsync(FakeReplies.Error(422, body))).Message.ShouldContain("body.n_keep: Extra inputs are not permitted");

    [Fact]
    public async Task RateLimit_InsideAStream_IsNoContextLength()
    {
        const string error = """data: {"error":{"message":"Too many tokens, please wait before trying again.","type":"rate_limit_error"}}""";

        (await FailAsync(FakeReplies.Stream(error + "\n\n"))).Code.ShouldBe(LlmErrorCodes.RateLimited);
    }

    [Theory]
    [InlineData("""{"object":"error","message":"The prompt is longer than the maximum model length of 10.","type":"BadRequestError","param":null,"code":400}""")]
    [InlineData("""{"error":"Input validation error: `inputs` must have less than 10 tokens.","error_type":"validation"}""")]
    [InlineData("""{"error":{"code":400,"message":"no","type":"exceed_context_size_error","n_prompt_tokens":9000,"n_ctx":4096}}""")]
    [InlineData("""{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"{\"error\":{\"message\":\"This model's maximum context length is 10 tokens.\"}}","provider_name":"X"}}}""")]
    [InlineData("""{"error":{"message":"Provider returned error","code":400,"metadata":{"raw":"prompt is too long"}}}""")]
    [InlineData("""{"detail":"prompt is too long"}""")]
    [InlineData("""{"detail":[{"loc":["body"],"msg":"prompt is too long"}]}""")]
    public async Task ContextLength_InAnyBody_IsRecognised(string body)
    {
        (await FailAsync(FakeReplies.Error(400, body))).Code.ShouldBe(LlmErrorCodes.ContextTooLong);
    }

    [Theory]
    [InlineData("3600s", 3600d)]
    [InlineData("61.5s", 61.5)]
    [InlineData("1e9", null)]
    [InlineData("-5s", null)]
    [InlineData("soon", null)]
    [InlineData("999999999999999999s", 86_400d)]
    public async Task Wait_InGooglesBody_IsRead(string delay, double? seconds)
    {
        var body = """[{"error":{"code":429,"message":"Resource has been exhausted.","status":"RESOURCE_EXHAUSTED","details":["""
            + """{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[]},"""
            + $$$"""{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"{{{delay}}}"}]}}]""";
        await using var server = await FakeProviderServer.StartAsync(FakeReplies.Error(429, body));
        await using var host = VendorHost.Create("gemini", server, "");
        var failure = await Should.ThrowAsync<LlmException>(() => VendorHost.AskAsync(host));

        (failure.Code, failure.RetryAfter?.TotalSeconds).ShouldBe((LlmErrorCodes.RateLimited, seconds));
    }

    private static string Body(string words) =>
        $$$"""{"error":{"message":{{{JsonSerializer.Serialize(words)}}},"type":"api_error"}}""";

    private static async Task<LlmException> FailAsync(FakeReply reply)
    {
        await using var server = await FakeProviderServer.StartAsync(reply);
        await using var host = VendorHost.Create("openai-compatible", server);
        return await Should.ThrowAsync<LlmException>(() => VendorHost.AskAsync(host));
    }
}
