using System.Collections.Concurrent;
using System.Net;
using System.Text;
using System.Text.Json;
using CallSummary.Contracts;
using CallSummary.Summarization;
using CallSummary.Summarization.OpenAICompatible;
using CallSummary.Summarization.Summaries;
using CallSummary.Summarization.Transcripts;
using CallSummary.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace CallSummary.UnitTests.Summarization.OpenAICompatible;

public sealed class OpenAICompatibleServerTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ReferenceDialogue _dialogue = ReferenceDialogue.SampleCalls[0];

    [Fact]
    public async Task Write_OverTheServer_AsksForTheStrictSchema()
    {
        using var server = new StubServer(_ => Answer(_dialogue.Expected));

        var written = await WriteAsync(server, retries: 0);

        Assert.Equal(_dialogue.Expected, JsonSerializer.Serialize(written.Content, ReferenceJson));
        var (uri, authorization, body) = Assert.Single(server.Requests);
        Assert.Equal(("http://llm.test:8000/v1/chat/completions", "Bearer secret"), (uri, authorization));
        using var request = JsonDocument.Parse(body);
        var root = request.RootElement;
        Assert.Equal("small", root.GetProperty("model").GetString());
        Assert.Equal(["system", "user"], root.GetProperty("messages").EnumerateArray().Select(m => m.GetProperty("role").GetString()));
        var format = root.GetProperty("response_format");
        Assert.Equal("json_schema", format.GetProperty("type").GetString());
        Assert.True(format.GetProperty("json_schema").GetProperty("strict").GetBoolean());

        // Strict mode knows no lengths and ranges: the client library moves them into descriptions. Names and order are ours.
        var (ours, sent) = (SummarySchema.For(_dialogue.Lines.Count), format.GetProperty("json_schema").GetProperty("schema"));
        Assert.Equal(Names(ours.GetProperty("properties")), Names(sent.GetProperty("properties")));
        Assert.Equal(Names(ours.GetProperty("properties")), sent.GetProperty("required").EnumerateArray().Select(r => r.GetString()!));
        Assert.False(sent.GetProperty("additionalProperties").GetBoolean());
        Assert.False(root.TryGetProperty("tools", out _));
    }

    private static IEnumerable<string> Names(JsonElement members) => members.EnumerateObject().Select(m => m.Name);

    [Fact]
    public async Task Write_ServerBusyOnce_TriesAgain()
    {
        using var server = new StubServer(asked => asked == 1 ? new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) : Answer(_dialogue.Expected));

        Assert.Equal(SummaryFailure.None, (await WriteAsync(server, retries: 1)).Failure);
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, 3)]
    [InlineData(HttpStatusCode.TooManyRequests, 3)]
    [InlineData(HttpStatusCode.BadRequest, 1)]
    [InlineData(HttpStatusCode.Unauthorized, 1)]
    [InlineData(HttpStatusCode.NotFound, 1)]
    public async Task Write_ServerRefuses_FallsBackAfterWhatIsWorthRepeating(HttpStatusCode status, int asked)
    {
        using var server = new StubServer(_ => new HttpResponseMessage(status));

        Assert.Equal(SummaryFailure.EngineFailure, (await WriteAsync(server, retries: 2)).Failure);
        Assert.Equal(asked, server.Requests.Count);
    }

    [Theory]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    public async Task Write_ServerSaysWhenToComeBack_IsAskedThen(HttpStatusCode status)
    {
        using var server = new StubServer(asked => asked == 1 ? Busy(status, TimeSpan.FromSeconds(7)) : Answer(_dialogue.Expected), _time);
        var writing = WriteAsync(server, retries: 1);
        await Eventually.True(() => server.Requests.Count == 1, "the first request");

        // It waits for the server's seven seconds, not for our delay of none.
        _time.Advance(TimeSpan.FromSeconds(6));
        Assert.False(writing.IsCompleted);
        await Eventually.True(
            () =>
            {
                _time.Advance(TimeSpan.FromMilliseconds(500));
                return writing.IsCompleted;
            },
            "the second request");
        Assert.Equal(SummaryFailure.None, (await writing).Failure);
        Assert.InRange(server.Times.Last() - server.Times.First(), TimeSpan.FromSeconds(7), TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task Write_ServerSaysToComeBackMuchLater_GoesToTheNextEngineAtOnce()
    {
        using var server = new StubServer(_ => Busy(HttpStatusCode.TooManyRequests, TimeSpan.FromMinutes(5)));

        Assert.Equal(SummaryFailure.EngineFailure, (await WriteAsync(server, retries: 5)).Failure);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task Write_ModelTakesTheTranscriptAlone_GetsNoInstructions()
    {
        using var server = new StubServer(_ => Answer(_dialogue.Expected));
        await WriteAsync(server, new OpenAICompatibleOptions { BaseUrl = new Uri("http://llm.test:8000/v1"), Model = "tuned", TranscriptAlone = true, Streaming = false });

        using var request = JsonDocument.Parse(Assert.Single(server.Requests).Body);
        Assert.Equal(_dialogue.Prompt, Assert.Single(request.RootElement.GetProperty("messages").EnumerateArray()).GetProperty("content").GetString());
    }

    [Fact]
    public async Task Write_ServerSaysTheContextIsExceeded_FallsBackAsSuch()
    {
        using var server = new StubServer(_ => new HttpResponseMessage(HttpStatusCode.BadRequest)
        {
            Content = new StringContent("""{"error":{"message":"This model's maximum context length is 4096 tokens.","type":"BadRequestError"}}""", Encoding.UTF8, "application/json"),
        });

        Assert.Equal(SummaryFailure.ContextExceeded, (await WriteAsync(server, retries: 0)).Failure);
    }

    [Fact]
    public async Task Write_ServerDown_FallsBack()
    {
        using var server = new StubServer(_ => throw new HttpRequestException("refused"));

        Assert.Equal(SummaryFailure.EngineFailure, (await WriteAsync(server, retries: 0)).Failure);
    }

    private static JsonSerializerOptions ReferenceJson { get; } = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private Task<WrittenSummary> WriteAsync(StubServer network, int retries) =>
        WriteAsync(network, new OpenAICompatibleOptions { BaseUrl = new Uri("http://llm.test:8000/v1"), Model = "small", ApiKey = "secret", Retries = retries, RetryDelay = TimeSpan.Zero, Streaming = false });

    private async Task<WrittenSummary> WriteAsync(StubServer network, OpenAICompatibleOptions options)
    {
        using var server = new OpenAICompatibleServer("OpenAICompatible", options, _time, network);
        var writer = new SummaryWriter(new SummaryEngineSource(() => server.Model(options.Model)), Options.Create(new SummarizationOptions()), _time, NullLogger<SummaryWriter>.Instance);
        var transcript = new Transcript
        {
            Lines = [.. _dialogue.Lines.Select((line, i) => new TranscriptLine(i + 1, line.Speaker, line.Text))],
            Language = _dialogue.Language,
            Coverage = 1,
            Confidence = 1,
            SpeechModels = [],
        };
        return await writer.WriteAsync(Guid.Empty, transcript, TestContext.Current.CancellationToken);
    }

    private static HttpResponseMessage Answer(string content) => new(HttpStatusCode.OK)
    {
        Content = new StringContent(
            JsonSerializer.Serialize(new
            {
                id = "1",
                @object = "chat.completion",
                created = 1,
                model = "small",
                choices = new[] { new { index = 0, finish_reason = "stop", message = new { role = "assistant", content } } },
            }),
            Encoding.UTF8,
            "application/json"),
    };

    private static HttpResponseMessage Busy(HttpStatusCode status, TimeSpan after) => new(status) { Headers = { RetryAfter = new(after) } };

    private sealed class StubServer(Func<int, HttpResponseMessage> answer, TimeProvider? time = null) : HttpMessageHandler
    {
        public ConcurrentQueue<DateTimeOffset> Times { get; } = new();

        public ConcurrentQueue<(string Uri, string? Authorization, string Body)> Requests { get; } = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Times.Enqueue((time ?? TimeProvider.System).GetUtcNow());
            Requests.Enqueue((request.RequestUri!.ToString(), request.Headers.Authorization?.ToString(), await request.Content!.ReadAsStringAsync(cancellationToken)));
            return answer(Requests.Count);
        }
    }
}
