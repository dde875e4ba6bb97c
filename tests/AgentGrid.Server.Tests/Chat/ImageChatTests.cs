using System.Text.Json;
using AgentGrid.Client;
using AgentGrid.Core.Sessions.Images;
using AgentGrid.Server.Tests.Hosting;

namespace AgentGrid.Server.Tests.Chat;

/// <summary>Images in a message, from the API to the provider's socket and back.</summary>
public sealed class ImageChatTests : IAsyncLifetime
{
    private TalkingModel _model = null!;
    private TestServer _server = null!;

    public async Task InitializeAsync()
    {
        _model = await TalkingModel.StartAsync(("", "A dot."));
        _server = new TestServer(_model.Settings);
        await _server.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _model.DisposeAsync();
    }

    [Fact]
    public async Task Chat_WithImages_ModelSeesThemNowAndInLaterTurns()
    {
        var agentId = await _server.Ada.AgentAsync();
        var chat = await SendAsync(agentId, new { type = "image", data = Pixels.Png, name = "dot.png" }, new { url = $"data:image/gif;base64,{Pixels.Gif}" });
        chat.Status.ShouldBe(200, chat.Text);
        var sessionId = chat.Json.GetProperty("sessionId").GetString();
        await _server.Ada.PostAsync("/api/chat", new { agentId, sessionId, message = "And its colour?" });

        foreach (var asked in _model.Asked)
        {
            TalkingModel.TextOf(asked).ShouldContain($"data:image/png;base64,{Pixels.Png}");
            TalkingModel.TextOf(asked).ShouldContain($"data:image/gif;base64,{Pixels.Gif}");
        }
    }

    [Fact]
    public async Task Messages_WithImages_NameThemAndTheirBytesAreTheOwnersAlone()
    {
        var agentId = await _server.Ada.AgentAsync();
        var chat = await SendAsync(agentId, new { data = Pixels.Png, mediaType = "image/jpeg", name = "dot.png" });
        var sessionId = chat.Json.GetProperty("sessionId").GetString();
        var messages = (await _server.Ada.GetAsync($"/api/sessions/{sessionId}/messages")).Json.GetProperty("items");
        var image = messages[0].GetProperty("attachments").EnumerateArray().ShouldHaveSingleItem();
        image.GetProperty("type").GetString().ShouldBe("image");
        image.GetProperty("mediaType").GetString().ShouldBe("image/png", "the bytes say what it is");
        image.GetProperty("name").GetString().ShouldBe("dot.png");
        var url = image.GetProperty("url").GetString()!;
        using (var content = await _server.Ada.OpenAsync(HttpMethod.Get, url))
        {
            content.Content.Headers.ContentType!.MediaType.ShouldBe("image/png");
            content.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
            Convert.ToBase64String(await content.Content.ReadAsByteArrayAsync()).ShouldBe(Pixels.Png);
        }

        (await _server.Bob.GetAsync(url)).Status.ShouldBe(404);
        (await _server.Anonymous.GetAsync(url)).Status.ShouldBe(401);
        (await _server.Ada.SendAsync(HttpMethod.Delete, $"/api/sessions/{sessionId}")).Status.ShouldBe(204);
        (await _server.Ada.GetAsync(url)).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Client_SendsImagesAndReadsWhatTheMessageSaysOfThem()
    {
        using var http = new HttpClient { BaseAddress = _server.Address };
        var client = new AgentGridClient(http);
        await client.LoginAsync("ada@example.com", TestServer.Password);
        var agentId = await _server.Ada.AgentAsync();
        var answer = await client.ChatAsync(new ChatMessage(agentId, "What is this?")
        {
            Attachments = [new ImageAttachment(Convert.FromBase64String(Pixels.Png), "dot.png")],
        });

        var messages = await client.ListMessagesAsync(answer.SessionId);
        messages.Items[0].Attachments.ShouldHaveSingleItem().Name.ShouldBe("dot.png");
        TalkingModel.TextOf(_model.Asked.ShouldHaveSingleItem()).ShouldContain(Pixels.Png);
    }

    [Theory]
    [InlineData("""{"data":"###"}""", 400, "not valid base64")]
    [InlineData("""{"data":"JVBERi0xLjc="}""", 400, "no image")]
    [InlineData("""{"type":"file","data":"AAAA"}""", 400, "type")]
    [InlineData("""{}""", 400, "'data'")]
    [InlineData("""{"url":"http://169.254.169.254/a.png"}""", 400, "fetches no addresses")]
    [InlineData("""{"data":"AAAA","extra":1}""", 400, "extra")]
    [InlineData("null", 400, "type")]
    public async Task Chat_BadAttachment_IsRefusedWithItsReason(string attachment, int status, string reason)
    {
        var agentId = await _server.Ada.AgentAsync();
        var answer = await SendAsync(agentId, JsonSerializer.Deserialize<JsonElement>(attachment));
        answer.Status.ShouldBe(status);
        answer.Json.GetProperty("detail").GetString()!.ShouldContain(reason);
        _model.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task Chat_TooManyOrTooLargeImages_AreRefused()
    {
        var agentId = await _server.Ada.AgentAsync();
        (await SendAsync(agentId, [.. Enumerable.Repeat((object)new { data = Pixels.Png }, ImageLimits.MaxImages + 1)])).Status.ShouldBe(400);
        var large = Convert.ToBase64String([.. Convert.FromBase64String(Pixels.Png), .. new byte[ImageLimits.MaxImageBytes]]);
        (await SendAsync(agentId, new { data = large })).ShouldBeProblem(413, FailureCodes.FileTooLarge);
        var huge = JsonContent(new { agentId, message = "x", attachments = new[] { new { data = new string('A', 32 * 1024 * 1024) } } });
        (await _server.Ada.SendAsync(HttpMethod.Post, "/api/chat", huge)).ShouldBeProblem(413, FailureCodes.RequestTooLarge);
    }

    [Fact]
    public async Task Chat_ModelThatReadsNoImages_AnswersSo_UnlessAFallbackDoes()
    {
        var agent = await _server.Ada.PostAsync("/api/agents", new { name = "Blind", config = new { model = "other/gpt-3.5-turbo" } });
        agent.Status.ShouldBe(400, "the provider is unknown");
        await _server.Bootstrap.SendAsync(
            HttpMethod.Put, "/api/admin/providers/blind", JsonContent(new { type = "openai-compatible", baseUrl = "http://127.0.0.1:1/v1" }));
        var blind = (await _server.Ada.PostAsync("/api/agents", new { name = "Blind", config = new { model = "blind/gpt-3.5-turbo" } })).Id;
        (await SendAsync(blind, new { data = Pixels.Png })).ShouldBeProblem(400, FailureCodes.ImagesNotSupported);
        var helped = (await _server.Ada.PostAsync(
            "/api/agents", new { name = "Helped", config = new { model = "blind/gpt-3.5-turbo", fallbackModels = new[] { "default" } } })).Id;
        var answer = await SendAsync(helped, new { data = Pixels.Png });
        answer.Json.GetProperty("model").GetString().ShouldBe("fake/m");
        var messages = (await _server.Ada.GetAsync($"/api/sessions/{answer.Json.GetProperty("sessionId").GetString()}/messages")).Json;
        messages.GetProperty("items")[1].GetProperty("rejections")[0].GetProperty("code").GetString().ShouldBe(FailureCodes.ImagesNotSupported);
    }

    [Fact]
    public async Task Chat_OfflineProvider_SaysThatItSeesNothing()
    {
        var agent = (await _server.Ada.PostAsync("/api/agents", new { name = "Off", config = new { model = "offline/extractive" } })).Id;
        var answer = await SendAsync(agent, new { data = Pixels.Png });
        answer.Json.GetProperty("text").GetString()!.ShouldContain("cannot look at the attached image");
    }

    [Fact]
    public async Task Chat_SameKeyAgain_HasOneEffect_AndAnotherImageIsAnotherRequest()
    {
        var agentId = await _server.Ada.AgentAsync();
        Task<ApiAnswer> Send(string data) => _server.Ada.SendAsync(
            HttpMethod.Post, "/api/chat", JsonContent(new { agentId, message = "Look", attachments = new[] { new { data } } }), ("Idempotency-Key", "look-1"));
        var first = await Send(Pixels.Png);
        (await Send(Pixels.Png)).Text.ShouldBe(first.Text);
        (await Send(Pixels.Gif)).ShouldBeProblem(409, FailureCodes.IdempotencyKeyReused);
        _model.Asked.Count.ShouldBe(1);
    }

    private Task<ApiAnswer> SendAsync(string agentId, params object[] attachments) =>
        _server.Ada.PostAsync("/api/chat", new { agentId, message = "What is this?", attachments });

    private static StringContent JsonContent(object body) =>
        new(JsonSerializer.Serialize(body), System.Text.Encoding.UTF8, "application/json");
}
