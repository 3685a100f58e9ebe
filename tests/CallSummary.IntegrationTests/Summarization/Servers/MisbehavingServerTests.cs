using CallSummary.Contracts;
using CallSummary.IntegrationTests.Transcription;
using CallSummary.Summarization;
using CallSummary.Summarization.OpenAICompatible;
using CallSummary.Summarization.Summaries;
using CallSummary.TestKit;
using CallSummary.TestKit.Tls;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CallSummary.IntegrationTests.Summarization.Servers;

/// <summary>Servers over real sockets that do what servers do on a bad day: the call gets its extractive summary, the operator a line that says what to do.</summary>
public sealed class MisbehavingServerTests : IDisposable
{
    private const string Key = "topsecret-key";
    private const string Events = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";

    private readonly FakeTimeProvider _time = new();
    private readonly ListLog _log = new();

    public void Dispose() => _log.Dispose();

    [Theory]
    [InlineData("HTTP/1.1 500 Oops\r\nConnection: close\r\nContent-Length: 0\r\n\r\n", "answered HTTP 500. See its log.", 3)]
    [InlineData("HTTP/1.1 503 Busy\r\nRetry-After: 60\r\nContent-Length: 0\r\n\r\n", "answered HTTP 503", 1)]
    [InlineData("HTTP/1.1 401 No\r\nContent-Length: 39\r\n\r\n{\"error\":{\"message\":\"Bad topsecret-key\"}}", "answered HTTP 401. Check CallSummary:Summarization:OpenAICompatible:ApiKey.", 1)]
    [InlineData("HTTP/1.1 404 No\r\nContent-Length: 39\r\n\r\n{\"error\":{\"message\":\"The model is none\"}}", "answered HTTP 404. Check CallSummary:Summarization:OpenAICompatible:BaseUrl (up to and including /v1) and Model", 1)]
    [InlineData("HTTP/1.1 308 Gone\r\nLocation: http://elsewhere.test/\r\nContent-Length: 0\r\n\r\n", "BaseUrl", 1)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n<html>hi</html>", "answered something that is no chat completion", 1)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n{\"choices\":[]}", "answered something that is no chat completion", 1)]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 999\r\n\r\n{\"choices\":[", "broke off", 1)]
    [InlineData("SSH-2.0-OpenSSH\r\n\r\n", "does not speak HTTP", 3)]
    public async Task Write_AnswerThatIsNone_FallsBackAndSaysWhatToDo(string bytes, string told, int asked)
    {
        await using var server = new RawServer(async (stream, stop) => await RawServer.WriteAsync(stream, bytes, stop));
        await AssertFallsBackAsync(server.Address, told, streaming: false);
        Assert.Equal(asked, server.Requests);
    }

    [Theory]
    [InlineData("")]
    [InlineData("5\r\ndata:\r\n")]
    [InlineData("1A\r\ndata: {\"choices\":[{\"index\"\r\n")]
    public async Task Write_StreamThatBreaksOff_FallsBack(string begun)
    {
        await using var server = new RawServer(async (stream, stop) => await RawServer.WriteAsync(stream, Events + begun, stop));
        await AssertFallsBackAsync(server.Address, "broke off", streaming: true);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Write_BodyWithoutEnd_IsCapped(bool streaming)
    {
        var sent = 0L;
        await using var server = new RawServer(async (stream, stop) =>
        {
            await RawServer.WriteAsync(stream, streaming ? Events : Events.Replace("text/event-stream", "application/json", StringComparison.Ordinal), stop);
            var chunk = "10000\r\n" + new string('x', 0x10000) + "\r\n";
            while (true)
            {
                await RawServer.WriteAsync(stream, chunk, stop);
                sent += chunk.Length;
            }
        });
        await AssertFallsBackAsync(server.Address, "sends more than CallSummary:Summarization:OpenAICompatible:MaxAnswerTokens allows", streaming);

        // 64 KiB and 1 KiB a token; the rest is what sockets hold.
        Assert.InRange(sent, 200_000, 32_000_000);
    }

    [Fact]
    public async Task Write_ServerThatHangs_IsGivenUpAtTheTimeout()
    {
        await using var server = new RawServer(async (_, stop) => await Task.Delay(Timeout.InfiniteTimeSpan, stop));
        using var configured = Server(server.Address);
        var writing = WriteAsync(configured);
        await Eventually.True(() => server.Requests == 1, "the request");
        _time.Advance(TimeSpan.FromMinutes(2));

        Assert.Equal(SummaryFailure.Timeout, (await writing).Failure);
        Assert.Contains(_log.Lines, line => line.Contains("AnswerTimeout", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Write_CallBeyondTheServersContext_SaysWhichSettings()
    {
        const string refusal = """{"error":{"code":400,"message":"request (1841 tokens) exceeds the available context size (1024 tokens)","type":"exceed_context_size_error"}}""";
        await using var server = new RawServer(async (stream, stop) => await RawServer.WriteAsync(stream, $"HTTP/1.1 400 No\r\nContent-Length: {refusal.Length}\r\n\r\n{refusal}", stop));
        using var configured = Server(server.Address);

        Assert.Equal(SummaryFailure.ContextExceeded, (await WriteAsync(configured)).Failure);
        Assert.Contains("OpenAICompatible:MaxTranscriptCharacters", Assert.Single(_log.Lines), StringComparison.Ordinal);
        Assert.Equal(1, server.Requests);
    }

    [Fact]
    public async Task Write_NobodyListens_SaysSo() =>
        await AssertFallsBackAsync(new Uri($"http://127.0.0.1:{FreePort.Tcp()}/v1"), "cannot be reached. Check that it runs and CallSummary:Summarization:OpenAICompatible:BaseUrl.", streaming: false);

    [Fact]
    public async Task Write_CertificateOfAnUnknownAuthority_SaysHowToTrustIt()
    {
        using var authority = new TestAuthority();
        using var certificate = authority.Issue("127.0.0.1");
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        await using var server = builder.Build();
        server.MapPost("/v1/chat/completions", () => Results.Ok());
        await server.StartAsync(TestContext.Current.CancellationToken);

        await AssertFallsBackAsync(new Uri(server.Urls.First() + "/v1"), "has a certificate that this machine does not accept", streaming: false);
    }

    private async Task AssertFallsBackAsync(Uri address, string told, bool streaming)
    {
        using var server = Server(address);
        var written = await WriteAsync(server, streaming ? _ => { } : null);

        Assert.Equal((SummaryEngine.Extractive, SummaryFailure.EngineFailure), (written.Engine, written.Failure));
        var line = Assert.Single(_log.Lines);
        Assert.Contains(told, line, StringComparison.Ordinal);
        Assert.Contains(address.Authority, line, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, line, StringComparison.Ordinal);
    }

    private OpenAICompatibleServer Server(Uri address) => new(
        "OpenAICompatible",
        new OpenAICompatibleOptions { BaseUrl = address, Model = "small", ApiKey = Key, Retries = 2, RetryDelay = TimeSpan.Zero, MaxAnswerTokens = 128 },
        _time);

    private Task<WrittenSummary> WriteAsync(OpenAICompatibleServer server, Action<string>? onTitle = null) =>
        new SummaryWriter(new SummaryEngineSource(() => server.Model("small")), Options.Create(new SummarizationOptions()), _time, LoggerFactory.Create(logging => logging.AddProvider(_log)).CreateLogger<SummaryWriter>()).WriteAsync(
            new SummaryWork { CallId = Guid.Empty, Transcript = SampleTranscripts.Of(ReferenceDialogue.SampleCalls[0]), OnTitle = onTitle }, TestContext.Current.CancellationToken);
}
