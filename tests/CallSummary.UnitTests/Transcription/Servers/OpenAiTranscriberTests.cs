using System.Net;
using System.Text;
using CallSummary.Transcription;
using CallSummary.Transcription.Servers;
using Microsoft.Extensions.Options;

namespace CallSummary.UnitTests.Transcription.Servers;

public sealed class OpenAiTranscriberTests
{
    private const string Answer = """
        {"task":"transcribe","language":"korean","duration":2.0,"text":" 네, 감사합니다.","segments":[
          {"id":0,"start":0.2,"end":1.2,"text":" 네,","avg_logprob":-0.1,"no_speech_prob":0.02},
          {"id":1,"start":1.2,"end":2.2,"text":" 감사합니다.","avg_logprob":-0.3,"no_speech_prob":0.05}]}
        """;

    [Fact]
    public async Task TranscribeAsync_VerboseAnswer_BecomesARecognition()
    {
        var (heard, _) = await AskAsync(HttpStatusCode.OK, Answer, language: null);
        Assert.Equal(("네, 감사합니다.", "ko", 0.05), (heard.Text, heard.Language, heard.NoSpeechProbability));
        Assert.Equal((Math.Exp(-0.1) + Math.Exp(-0.3)) / 2, heard.Probability!.Value, 6);
        Assert.Equal(["네,", "감사합니다."], heard.Segments.Select(s => s.Text));
        Assert.Equal(TimeSpan.FromSeconds(1.2), heard.Segments[1].Start);
    }

    [Fact]
    public async Task TranscribeAsync_Request_CarriesWaveModelLanguageAndKey()
    {
        var (_, request) = await AskAsync(HttpStatusCode.OK, Answer, language: "ko");
        Assert.Equal("http://speech.test/base/v1/audio/transcriptions", request.Uri);
        Assert.Equal("Bearer secret", request.Authorization);
        Assert.Contains("name=file; filename=utterance.wav", request.Body, StringComparison.Ordinal);
        Assert.Contains("RIFF", request.Body, StringComparison.Ordinal);
        Assert.Matches("name=model\r\n\r\nlarge-v3\r\n", request.Body);
        Assert.Matches("name=language\r\n\r\nko\r\n", request.Body);
        Assert.Matches("name=response_format\r\n\r\nverbose_json\r\n", request.Body);
    }

    [Fact]
    public async Task TranscribeAsync_AnswerOfTextAlone_HasNoProbability()
    {
        var (heard, _) = await AskAsync(HttpStatusCode.OK, """{"text":"Hello."}""", language: null);
        Assert.Equal(("Hello.", "", null), (heard.Text, heard.Language, heard.Probability));
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, "", "Server:ApiKey")]
    [InlineData(HttpStatusCode.NotFound, "", "Server:BaseAddress")]
    [InlineData(HttpStatusCode.TooManyRequests, "", "Workers")]
    [InlineData(HttpStatusCode.InternalServerError, "", "500")]
    [InlineData(HttpStatusCode.OK, "plain text", "verbose_json")]
    public async Task TranscribeAsync_ServerThatRefuses_NamesTheFix(HttpStatusCode status, string body, string expected)
    {
        var error = await Assert.ThrowsAsync<TranscriptionException>(() => AskAsync(status, body, null));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TranscribeAsync_ServerThatIsDown_NamesTheSetting()
    {
        var error = await Assert.ThrowsAsync<TranscriptionException>(() => AskAsync(null, "", null));
        Assert.Contains("CallSummary:Transcription:Server:BaseAddress", error.Message, StringComparison.Ordinal);
    }

    private static async Task<(Recognition Heard, SentRequest Request)> AskAsync(HttpStatusCode? status, string body, string? language)
    {
        using var handler = new AnsweringHandler(status, body);
        using var transcriber = new OpenAiTranscriber(
            handler,
            Options.Create(new TranscriptionOptions
            {
                Server = new TranscriptionServerOptions { BaseAddress = new Uri("http://speech.test/base/"), Model = "large-v3", ApiKey = "secret" },
            }),
            TimeProvider.System,
            TestMetrics.Create());
        var heard = await transcriber.TranscribeAsync(new Speech(Sounds.Syllables(2)) { Language = language }, TestContext.Current.CancellationToken);
        return (heard, handler.Sent!);
    }

    private sealed record SentRequest(string Uri, string? Authorization, string Body);

    private sealed class AnsweringHandler(HttpStatusCode? status, string body) : HttpMessageHandler, IHttpClientFactory
    {
        public SentRequest? Sent { get; private set; }

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var sent = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            Sent = new SentRequest(request.RequestUri!.ToString(), request.Headers.Authorization?.ToString(), Encoding.Latin1.GetString(sent));
            return status is { } code
                ? new HttpResponseMessage(code) { Content = new StringContent(body, Encoding.UTF8, "application/json") }
                : throw new HttpRequestException("connection refused");
        }
    }
}
