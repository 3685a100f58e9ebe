using CallSummary.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace CallSummary.IntegrationTests.Transcription;

/// <summary>A speech server on loopback that fails, and what the stage makes of it.</summary>
public sealed class SpeechServerTests : IAsyncLifetime
{
    private readonly WebApplication _server;
    private readonly UtteranceCaptured _utterance = SampleSpeech.Utterances()[1].Captured with { Language = "en" };
    private int _requests;
    private int _failures;

    public SpeechServerTests()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        _server = builder.Build();
        _server.MapPost("/v1/audio/transcriptions", () => Interlocked.Increment(ref _requests) <= _failures
            ? Results.StatusCode(StatusCodes.Status503ServiceUnavailable)
            : Results.Json(new { text = "There is no charge, says the server.", language = "english" }));
    }

    public async ValueTask InitializeAsync() => await _server.StartAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task TranscribeAsync_ServerThatFailsTwice_IsAskedAgain()
    {
        _failures = 2;
        await using var host = await StartAsync();
        Assert.Equal("There is no charge, says the server.", (await host.TranscribeAsync(_utterance)).Text);
        Assert.Equal(3, _requests);
    }

    [Fact]
    public async Task TranscribeAsync_ServerThatIsDown_IsLeftAloneAndTheLocalModelDoesIt()
    {
        _failures = int.MaxValue;
        await using var host = await StartAsync(("Server:FallbackToLocal", "true"), ("Server:Retries", "1"));
        for (var i = 0; i < 8; i++)
        {
            var transcribed = await host.TranscribeAsync(_utterance);
            Assert.Equal("There is no charge.", transcribed.Text);
            Assert.StartsWith("whisper-demo-q8_0.bin", transcribed.Model, StringComparison.Ordinal);
        }

        // The breaker opened after four of sixteen requests.
        Assert.InRange(_requests, 4, 6);
    }

    private Task<TranscriptionHost> StartAsync(params (string, string)[] settings) => TranscriptionHost.StartAsync(settings:
        [("Engine", "OpenAICompatible"), ("Server:BaseAddress", _server.Urls.First()), ("Server:RetryDelay", "00:00:00"), ("Server:BreakDuration", "00:05:00"), .. settings]);
}
