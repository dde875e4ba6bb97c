using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using AgentGrid.Server.Tests.Hosting;

namespace AgentGrid.Server.Tests.Api;

[Collection(ServerCollection.Name)]
public sealed class BadInputTests(TestServer server)
{
    [Theory]
    [InlineData("""{"name":"a"}""", 400, "invalid_request")]
    [InlineData("""{"config":{}}""", 400, "invalid_request")]
    [InlineData("""{"name":null,"config":{}}""", 400, "invalid_request")]
    [InlineData("""{"name":"","config":{}}""", 400, "invalid_config")]
    [InlineData("""{"name":7,"config":{}}""", 400, "invalid_request")]
    [InlineData("""{"name":"a","config":{"temperature":9}}""", 400, "invalid_config")]
    [InlineData("""{"name":"a","config":{"temprature":1}}""", 400, "unknown_field")]
    [InlineData("""{"name":"a","config":{},"extra":1}""", 400, "unknown_field")]
    [InlineData("""{"name":"a","config":{}""", 400, "invalid_json")]
    [InlineData("null", 400, "invalid_request")]
    [InlineData("[]", 400, "invalid_request")]
    [InlineData("", 400, "invalid_request")]
    [InlineData("<xml/>", 400, "invalid_json")]
    public async Task CreateAgent_BadBody_IsRefused(string body, int status, string code) =>
        (await server.Ada.PostAsync("/api/agents", body)).ShouldBeProblem(status, code);

    [Fact]
    public async Task CreateAgent_NoBodyAtAll_IsRefused()
    {
        (await server.Ada.PostAsync("/api/agents")).Status.ShouldBeOneOf(400, 415);
        (await server.Ada.PostAsync("/api/agents", new ByteArrayContent([]))).Status.ShouldBeOneOf(400, 415);
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/xml")]
    public async Task CreateAgent_WrongContentType_Answers415(string type) =>
        (await server.Ada.PostAsync("/api/agents", new StringContent("{}", new MediaTypeHeaderValue(type))))
            .ShouldBeProblem(415, FailureCodes.UnsupportedMediaType);

    [Fact]
    public async Task CreateAgent_UnknownCharset_IsRefused() =>
        (await server.Ada.PostAsync("/api/agents", new StringContent("{}", new MediaTypeHeaderValue("application/json", "klingon"))))
            .Status.ShouldBeInRange(400, 415);

    [Fact]
    public async Task CreateAgent_InvalidUtf8_IsRefused()
    {
        var body = new ByteArrayContent([.. "{\"config\":{},\"name\":\""u8, 0xC3, 0x28, .. "\"}"u8]);
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        (await server.Ada.PostAsync("/api/agents", body)).ShouldBeProblem(400, FailureCodes.InvalidJson);
    }

    [Fact]
    public async Task CreateAgent_HugeBody_Answers413AndTheServerLives()
    {
        var answer = await server.Ada.PostAsync("/api/agents", "{\"config\":{},\"name\":\"" + new string('a', 5_000_000) + "\"}");
        answer.ShouldBeProblem(413, FailureCodes.RequestTooLarge);
        (await server.Ada.GetAsync("/api/me")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task CreateAgent_DeepNesting_IsRefused() =>
        (await server.Ada.PostAsync("/api/agents", "{\"name\":\"a\",\"config\":" + new string('[', 5_000) + new string(']', 5_000) + "}"))
            .Status.ShouldBe(400);

    [Theory]
    [InlineData("/api/keys?limit=999")]
    [InlineData("/api/agents?limit=0")]
    [InlineData("/api/agents?limit=201")]
    [InlineData("/api/agents?limit=-1")]
    [InlineData("/api/agents?limit=abc")]
    [InlineData("/api/agents?limit=99999999999999")]
    [InlineData("/api/agents?cursor=nonsense")]
    [InlineData("/api/sessions?cursor=%00")]
    [InlineData("/api/sessions?limit=1e3")]
    [InlineData("/api/usage?groupBy=colour")]
    [InlineData("/api/usage?from=yesterday")]
    [InlineData("/api/usage?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z")]
    [InlineData("/api/usage?format=pdf")]
    public async Task List_BadQuery_Answers400(string path)
    {
        var answer = await server.Ada.GetAsync(path);
        answer.Status.ShouldBe(400, answer.Text);
        answer.Json.GetProperty("code").GetString().ShouldBeOneOf(FailureCodes.InvalidRequest, FailureCodes.InvalidCursor);
    }

    [Theory]
    [InlineData("/api/usage?to=0001-01-01T00:00:00Z")]
    [InlineData("/api/usage?to=0001-01-02T00:00:00Z")]
    [InlineData("/api/usage?from=0001-01-01T00:00:00Z&to=9999-12-31T23:59:59Z")]
    public async Task Usage_TimesAtTheEnds_AreTaken(string path) => (await server.Admin.GetAsync(path)).Status.ShouldBe(200);

    [Fact]
    public async Task Upload_PartWhoseTypeIsNoHeader_IsToldByItsContentAndCanBeDownloaded()
    {
        var agentId = await server.Ada.AgentAsync();
        var raw = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.bin\"\r\nContent-Type: text/pl\u00e4n\r\n\r\n\u0000\u0001\u0002\r\n--b--\r\n";
        var upload = await server.Ada.PostAsync($"/api/agents/{agentId}/files", Multipart(raw));
        upload.Status.ShouldBe(202, upload.Text);
        var file = upload.Json.GetProperty("items")[0].GetProperty("id").GetString();
        using (var watch = await server.Ada.OpenAsync(HttpMethod.Get, $"/api/files/{file}/events"))
        {
            (await watch.Content.ReadAsStringAsync()).ShouldContain("\"failed\"", customMessage: "nothing reads such bytes");
        }

        var content = await server.Ada.GetAsync($"/api/files/{file}/content");
        content.Status.ShouldBe(200, content.Text);
        content.Response.Content.Headers.ContentType!.ToString().ShouldBe("application/octet-stream");
    }

    [Fact]
    public async Task UpdateAgent_VersionRules()
    {
        var id = await server.Ada.AgentAsync();
        var change = new { config = new { instructions = "v2" } };
        (await server.Ada.SendAsync(HttpMethod.Put, $"/api/agents/{id}", change)).ShouldBeProblem(428, FailureCodes.VersionRequired);
        (await server.Ada.SendAsync(HttpMethod.Put, $"/api/agents/{id}", change, ("If-Match", "\"x\""))).ShouldBeProblem(400, FailureCodes.InvalidRequest);
        var updated = await server.Ada.SendAsync(HttpMethod.Put, $"/api/agents/{id}", change, ("If-Match", "\"1\""));
        updated.Status.ShouldBe(200, updated.Text);
        updated.Response.Headers.ETag!.Tag.ShouldBe("\"2\"");
        var stale = await server.Ada.SendAsync(HttpMethod.Put, $"/api/agents/{id}", change, ("If-Match", "\"1\""));
        stale.ShouldBeProblem(412, FailureCodes.VersionConflict).GetProperty("currentVersion").GetInt32().ShouldBe(2);
        (await server.Ada.GetAsync($"/api/agents/{id}/versions/9")).ShouldBeProblem(404, FailureCodes.VersionNotFound);
        (await server.Ada.GetAsync($"/api/agents/{id}/versions/two")).Status.ShouldBe(400);
        (await server.Ada.GetAsync($"/api/agents/{id}?version=-1")).Status.ShouldBeOneOf(400, 404);
    }

    [Theory]
    [InlineData("""{"message":"hi"}""", 400)]
    [InlineData("""{"agentId":"AGENT","message":""}""", 400)]
    [InlineData("""{"agentId":"AGENT","message":null}""", 400)]
    [InlineData("""{"agentId":"AGENT","message":"hi","inputs":{"a":{}}}""", 400)]
    [InlineData("""{"agentId":"AGENT","message":"hi","version":0}""", 400)]
    [InlineData("""{"agentId":"AGENT","message":"hi","version":99}""", 404)]
    [InlineData("""{"agentId":"AGENT","message":"hi","attachments":["x"]}""", 400)]
    [InlineData("""{"agentId":"AGENT","message":"hi","sessionId":"ses_nothing"}""", 404)]
    [InlineData("""{"agentId":"nonsense","message":"hi"}""", 404)]
    public async Task Chat_BadMessage_IsRefused(string body, int status)
    {
        var agentId = await server.Ada.AgentAsync();
        var answer = await server.Ada.PostAsync("/api/chat", body.Replace("AGENT", agentId, StringComparison.Ordinal));
        answer.Status.ShouldBe(status, answer.Text);
        answer.Json.GetProperty("code").GetString().ShouldNotBeNullOrEmpty();
    }

    [Fact]
    public async Task Chat_NothingAcceptable_Answers406()
    {
        var agentId = await server.Ada.AgentAsync();
        (await server.Ada.PostAsync("/api/chat", new { agentId, message = "hi" }, ("Accept", "image/png"))).ShouldBeProblem(406, FailureCodes.NotAcceptable);
        (await server.Ada.PostAsync("/api/chat?whenBusy=perhaps", new { agentId, message = "hi" })).ShouldBeProblem(400, FailureCodes.InvalidRequest);
    }

    [Theory]
    [InlineData("../../etc/passwd", "invalid_file_name")]
    [InlineData("..\\windows\\x.txt", "invalid_file_name")]
    [InlineData("nul\0byte.txt", "invalid_file_name")]
    [InlineData("LONG", "invalid_file_name")]
    [InlineData("", "invalid_file_name")]
    public async Task Upload_BadName_IsRefusedAndNothingStored(string name, string code)
    {
        var agentId = await server.Ada.AgentAsync();
        var encoded = name == "LONG" ? new string('n', 4_000) + ".txt" : name;
        var raw = $"--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{encoded.Replace("\\", "\\\\", StringComparison.Ordinal)}\"\r\n\r\ntext\r\n--b--\r\n";
        (await server.Ada.PostAsync($"/api/agents/{agentId}/files", Multipart(raw))).Status.ShouldBe(400);
        if (name != "nul\0byte.txt")
        {
            (await server.Ada.PostAsync($"/api/agents/{agentId}/files", Multipart(raw))).ShouldBeProblem(400, code);
        }

        await NothingStoredAsync(agentId);
    }

    [Theory]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\ncut off", "invalid_multipart")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\n\r\n--b--\r\n", "file_empty")]
    [InlineData("--b--\r\n", "invalid_multipart")]
    [InlineData("", "invalid_multipart")]
    [InlineData("no boundary here at all", "invalid_multipart")]
    [InlineData("--b\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\nx\r\n--b--\r\n", "unknown_field")]
    [InlineData("--b\r\nContent-Type: text/plain\r\n\r\nx\r\n--b--\r\n", "invalid_multipart")]
    public async Task Upload_BadMultipart_IsRefusedAndNothingStored(string raw, string code)
    {
        var agentId = await server.Ada.AgentAsync();
        (await server.Ada.PostAsync($"/api/agents/{agentId}/files", Multipart(raw))).ShouldBeProblem(400, code);
        await NothingStoredAsync(agentId);
    }

    [Fact]
    public async Task Upload_OneOfTwoFilesBad_StoresNeither()
    {
        var agentId = await server.Ada.AgentAsync();
        var form = new MultipartFormDataContent { { new StringContent("fine"), "file", "a.txt" }, { new StringContent(""), "file", "b.txt" } };
        (await server.Ada.PostAsync($"/api/agents/{agentId}/files", form)).ShouldBeProblem(400, FailureCodes.FileEmpty);
        await NothingStoredAsync(agentId);
    }

    [Fact]
    public async Task Upload_TooLarge_Answers413AndNothingStored()
    {
        var agentId = await server.Ada.AgentAsync();
        (await server.Ada.UploadAsync(agentId, "big.txt", new string('x', 2_000_001))).ShouldBeProblem(413, FailureCodes.FileTooLarge);
        await NothingStoredAsync(agentId);
    }

    [Fact]
    public async Task Upload_NotMultipart_Answers415()
    {
        var agentId = await server.Ada.AgentAsync();
        (await server.Ada.PostAsync($"/api/agents/{agentId}/files", new { file = "x" })).ShouldBeProblem(415, FailureCodes.UnsupportedMediaType);
    }

    [Fact]
    public async Task Upload_ClientVanishesInTheMiddle_NothingStoredAndOthersGoOn()
    {
        var agentId = await server.Ada.AgentAsync();
        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(server.Address.Host, server.Address.Port);
            var head = $"POST /api/agents/{agentId}/files HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {server.Ada.Token}\r\n"
                + "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 100000\r\n\r\n"
                + "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\nhalf";
            await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head));
        }

        (await server.Ada.UploadAsync(agentId, "b.txt", "whole")).Status.ShouldBe(202);
        var files = (await server.Ada.GetAsync($"/api/agents/{agentId}/files")).Json.GetProperty("items");
        files.GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task Events_BadPosition_IsRefused()
    {
        var agentId = await server.Ada.AgentAsync();
        var chat = await server.Ada.PostAsync("/api/chat", new { agentId, message = "hello" });
        var path = $"/api/sessions/{chat.Json.GetProperty("sessionId")}/turns/{chat.Json.GetProperty("turnId")}/events";
        (await server.Ada.SendAsync(HttpMethod.Get, path, null, ("Last-Event-ID", "x"))).ShouldBeProblem(400, FailureCodes.InvalidRequest);
        (await server.Ada.GetAsync($"{path}?after=-1")).ShouldBeProblem(400, FailureCodes.InvalidRequest);
        (await server.Ada.GetAsync($"{path}?after=abc")).ShouldBeProblem(400, FailureCodes.InvalidRequest);
    }

    private async Task NothingStoredAsync(string agentId) =>
        (await server.Ada.GetAsync($"/api/agents/{agentId}/files")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);

    private static ByteArrayContent Multipart(string raw)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(raw));
        content.Headers.TryAddWithoutValidation("Content-Type", "multipart/form-data; boundary=b");
        return content;
    }
}
