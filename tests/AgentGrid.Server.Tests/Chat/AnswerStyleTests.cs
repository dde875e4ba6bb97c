using AgentGrid.Server.Endpoints.Chat;
using Microsoft.AspNetCore.Http;

namespace AgentGrid.Server.Tests.Chat;

public sealed class AnswerStyleTests
{
    [Theory]
    [InlineData(null, AnswerStyle.Json)]
    [InlineData("*/*", AnswerStyle.Json)]
    [InlineData("application/json", AnswerStyle.Json)]
    [InlineData("text/event-stream", AnswerStyle.Events)]
    [InlineData("text/event-stream, application/json;q=0.5", AnswerStyle.Events)]
    [InlineData("application/json, text/event-stream;q=0.5", AnswerStyle.Json)]
    [InlineData("text/html, */*;q=0.1", AnswerStyle.Json)]
    public void Of_Accept_DecidesTheForm(string? accept, bool style) => Of(accept).Value.ShouldBe(style);

    [Theory]
    [InlineData("text/html")]
    [InlineData("image/png, text/plain")]
    public void Of_NothingWeHave_IsRefused(string accept) =>
        Of(accept).Failure.ShouldNotBeNull().Kind.ShouldBe(FailureKind.NotAcceptable);

    private static Outcome<bool> Of(string? accept)
    {
        var request = new DefaultHttpContext().Request;
        if (accept is not null)
        {
            request.Headers.Accept = accept;
        }

        return AnswerStyle.Of(request);
    }
}
