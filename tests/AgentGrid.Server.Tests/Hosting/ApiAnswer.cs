using System.Text.Json;

namespace AgentGrid.Server.Tests.Hosting;

/// <summary>An answer of the API, read whole.</summary>
public sealed record ApiAnswer(int Status, HttpResponseMessage Response, string Text)
{
    public JsonElement Json => JsonDocument.Parse(Text).RootElement;

    public string Id => Json.GetProperty("id").GetString()!;

    /// <summary>Asserts a problem document with a status and a code, and that it gives nothing of the inside away.</summary>
    public JsonElement ShouldBeProblem(int status, string code)
    {
        Status.ShouldBe(status, Text);
        Response.Content.Headers.ContentType?.MediaType.ShouldBe("application/problem+json", Text);
        Json.GetProperty("status").GetInt32().ShouldBe(status);
        Json.GetProperty("title").GetString().ShouldNotBeNullOrEmpty();
        Json.GetProperty("detail").GetString().ShouldNotBeNullOrEmpty();
        Json.GetProperty("code").GetString().ShouldBe(code, Text);
        Text.ShouldNotContain("   at ");
        Text.ShouldNotContain("Exception");
        Text.ShouldNotContain("SELECT");
        return Json;
    }
}
