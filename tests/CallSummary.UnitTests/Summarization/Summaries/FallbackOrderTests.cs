using CallSummary.Contracts;
using CallSummary.Summarization;
using CallSummary.Summarization.OpenAICompatible;
using CallSummary.Summarization.Summaries;
using CallSummary.Summarization.Transcripts;
using CallSummary.TestKit;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.SemanticKernel.ChatCompletion;

namespace CallSummary.UnitTests.Summarization.Summaries;

public sealed class FallbackOrderTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly ReferenceDialogue _dialogue = ReferenceDialogue.SampleCalls[4];

    [Fact]
    public async Task Write_FirstModelDown_AsksTheSecond()
    {
        using var down = new ScriptedModel((_, _) => throw new ServerException("refused", new IOException()));
        using var up = new ScriptedModel(_dialogue.Expected);
        using var never = new ScriptedModel();

        var written = await WriteAsync(Model("first", down), Model("second", up), Model("third", never));

        Assert.Equal((SummaryEngine.Llm, "second", SummaryFailure.None), (written.Engine, written.Model, written.Failure));
        Assert.Equal((1, 1, 0), (down.Asked.Count, up.Asked.Count, never.Asked.Count));
    }

    [Fact]
    public async Task Write_EveryModelDown_IsExtractiveForTheLastOnesReason()
    {
        using var down = new ScriptedModel((_, _) => throw new ServerException("refused", new IOException()));
        using var babbling = new ScriptedModel("no summary");

        var written = await WriteAsync(Model("first", down), Model("second", babbling));

        Assert.Equal((SummaryEngine.Extractive, null, SummaryFailure.UnusableAnswer), (written.Engine, written.Model, written.Failure));
        Assert.Equal((1, 1), (down.Asked.Count, babbling.Asked.Count));
    }

    [Fact]
    public async Task Write_ServerThatKeepsFailing_IsLeftAloneAndThenTriedAgain()
    {
        var works = false;
        using var server = new ScriptedModel((_, _) => works ? Task.FromResult(_dialogue.Expected) : throw new ServerException("refused", new IOException()));
        using var second = new ScriptedModel((_, _) => Task.FromResult(_dialogue.Expected));
        using var guard = new ServerGuard(new OpenAICompatibleOptions { BreakAfter = 2, BreakFor = TimeSpan.FromMinutes(1) }, _time);
        Task<WrittenSummary> NextAsync() => WriteAsync(Model("server", server) with { Guard = guard }, Model("second", second));

        for (var call = 0; call < 4; call++)
        {
            Assert.Equal("second", (await NextAsync()).Model);
        }

        Assert.Equal((2, 4), (server.Asked.Count, second.Asked.Count));
        works = true;
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal("server", (await NextAsync()).Model);
    }

    private Task<WrittenSummary> WriteAsync(params SummaryModel[] models) =>
        new SummaryWriter(new SummaryEngineSource(() => models), Options.Create(new SummarizationOptions()), _time, NullLogger<SummaryWriter>.Instance)
            .WriteAsync(Guid.Empty, Transcript(), TestContext.Current.CancellationToken);

    private static SummaryModel Model(string name, ScriptedModel model) => new(model.AsChatCompletionService(), name, true, 512, 2000);

    private Transcript Transcript() => new()
    {
        Lines = [.. _dialogue.Lines.Select((line, i) => new TranscriptLine(i + 1, line.Speaker, line.Text))],
        Language = _dialogue.Language,
        Coverage = 1,
        Confidence = 1,
        SpeechModels = [],
    };
}
