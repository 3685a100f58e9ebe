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
using Microsoft.SemanticKernel.ChatCompletion;

namespace CallSummary.UnitTests.Summarization.OpenAICompatible;

public sealed class OpenAICompatibleClientTests
{
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
        var calls = 0;
        using var server = new StubServer(_ => calls++ == 0 ? new HttpResponseMessage(HttpStatusCode.ServiceUnavailable) : Answer(_dialogue.Expected));

        Assert.Equal(SummaryFailure.None, (await WriteAsync(server, retries: 1)).Failure);
        Assert.Equal(2, server.Requests.Count);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.Unauthorized)]
    public async Task Write_ServerRefuses_FallsBack(HttpStatusCode status)
    {
        using var server = new StubServer(_ => new HttpResponseMessage(status));

        Assert.Equal(SummaryFailure.EngineFailure, (await WriteAsync(server, retries: 0)).Failure);
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

    private Task<WrittenSummary> WriteAsync(StubServer server, int retries)
    {
        var options = new OpenAICompatibleOptions { BaseUrl = new Uri("http://llm.test:8000/v1"), Model = "small", ApiKey = "secret", Retries = retries };
        var client = OpenAICompatibleClient.Create(options, options.Model, TimeSpan.FromSeconds(30), server);
        var engine = new SummaryEngineSource(() => new SummaryModel(client.AsChatCompletionService(), "small", false, 512, 10_000));
        var writer = new SummaryWriter(engine, Options.Create(new SummarizationOptions()), TimeProvider.System, NullLogger<SummaryWriter>.Instance);
        var transcript = new Transcript
        {
            Lines = [.. _dialogue.Lines.Select((line, i) => new TranscriptLine(i + 1, line.Speaker, line.Text))],
            Language = _dialogue.Language,
            Coverage = 1,
            Confidence = 1,
            SpeechModels = [],
        };
        return writer.WriteAsync(Guid.Empty, transcript, TestContext.Current.CancellationToken);
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

    private sealed class StubServer(Func<HttpRequestMessage, HttpResponseMessage> answer) : HttpMessageHandler, IHttpClientFactory
    {
        public List<(string Uri, string? Authorization, string Body)> Requests { get; } = [];

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add((request.RequestUri!.ToString(), request.Headers.Authorization?.ToString(), await request.Content!.ReadAsStringAsync(cancellationToken)));
            return answer(request);
        }
    }
}
