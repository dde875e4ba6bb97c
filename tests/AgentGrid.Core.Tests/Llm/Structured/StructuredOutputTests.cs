using AgentGrid.Core.Llm;
using AgentGrid.Core.Llm.Structured;
using AgentGrid.Testing.Llm;
using Microsoft.Extensions.AI;

namespace AgentGrid.Core.Tests.Llm.Structured;

public sealed class StructuredOutputTests
{
    [Theory]
    [InlineData("""{"name":"Ada","score":7}""")]
    [InlineData("```json\n{\"name\":\"Ada\",\"score\":7}\n```")]
    [InlineData("Here it is: {\"name\":\"Ada\",\"score\":7}")]
    public async Task Ask_AnswerFits_IsTheValue(string answer)
    {
        var model = new ScriptedChatClient(Scripts.Text(answer));

        (await AskAsync(model)).Value.ShouldBe(new Verdict("Ada", 7));
        model.Requests[0].Options!.ResponseFormat.ShouldBeOfType<ChatResponseFormatJson>().Schema.ShouldNotBeNull();
    }

    [Fact]
    public async Task Ask_FirstDoesNotFit_AsksOnceMoreSayingWhatWasWrong()
    {
        var model = new ScriptedChatClient(Scripts.Text("""{"name":"Ada"}"""), Scripts.Text("""{"name":"Ada","score":7}"""));

        (await AskAsync(model)).Value.ShouldBe(new Verdict("Ada", 7));
        model.Requests[1].Messages[^1].Text.ShouldContain("$.score is missing");
    }

    [Theory]
    [InlineData("no json at all")]
    [InlineData("{")]
    [InlineData("""{"name":"Ada","score":"seven"}""")]
    [InlineData("""{"name":"Ada","score":7,"more":true}""")]
    public async Task Ask_NeverFits_FailsAsDataAfterTwoCalls(string answer)
    {
        var model = new ScriptedChatClient(Scripts.Text(answer));

        (await AskAsync(model)).Failure.ShouldNotBeNull().Code.ShouldBe(LlmErrorCodes.InvalidOutput);
        model.Calls.ShouldBe(2);
    }

    [Fact]
    public async Task Ask_ProviderFails_IsItsFailure()
    {
        var model = new ScriptedChatClient(Scripts.Fail(new LlmException(LlmErrorCodes.RateLimited, "slow", retryable: true)));

        (await AskAsync(model)).Failure.ShouldNotBeNull().Code.ShouldBe(LlmErrorCodes.RateLimited);
    }

    private static Task<Outcome<Verdict>> AskAsync(IChatClient model) =>
        StructuredOutput.AskAsync<Verdict>(model, [new ChatMessage(ChatRole.User, "Judge.")], new ChatOptions(), default);

    private sealed record Verdict(string Name, int Score);
}
