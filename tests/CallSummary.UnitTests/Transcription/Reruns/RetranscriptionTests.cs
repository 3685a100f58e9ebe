using CallSummary.Audio.Recordings;
using CallSummary.Contracts;
using CallSummary.Transcription;
using CallSummary.Transcription.Reruns;
using CallSummary.UnitTests.Transcription.Utterances;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace CallSummary.UnitTests.Transcription.Reruns;

/// <summary>An ended call's speech is found in its recording again, and heard again.</summary>
public sealed class RetranscriptionTests
{
    private const int Frame = 160;

    private static readonly Recognition Heard = Recognition.Nothing with { Text = "hello there", Language = "en", Probability = 0.9, Model = "fake" };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Run_PublishesEveryUtteranceOfTheCommand_FromItsPlaceInTheRecording()
    {
        var engine = new FakeTranscriber(Heard);
        var (recording, spans) = Record((1, 2), (5, 1.5), (9, 3));
        var published = await RunAsync(engine, new Recordings(recording), Command(spans));

        var texts = published.Cast<UtteranceTranscribed>().ToList();
        Assert.Equal([0, 1, 2], texts.Select(t => t.Sequence));
        Assert.All(texts, t => Assert.Equal(("hello there", TranscriptDrop.None), (t.Text, t.Drop)));
        Assert.All(texts, t => Assert.NotNull(t.RerunId));
        Assert.Equal(spans.Select(s => s.Offset), texts.Select(t => t.Offset));
        Assert.Equal("ko", engine.AskedLanguage);
        Assert.InRange(engine.Heard.Length, 2.5 * 16_000, 3.1 * 16_000);
    }

    [Fact]
    public void Find_NamesFramesThatHoldTheSpan_AndFewMore()
    {
        var (recording, spans) = Record((1, 2), (5, 1.5), (100, 3));
        foreach (var (span, bytes) in RecordedSpans.Find(new MemoryStream(recording), spans.Reverse()))
        {
            var clip = RecordedClip.DecodeRange(recording.AsSpan((int)bytes.Start..(int)bytes.End).ToArray(), 8000);
            var start = (long)(span.Offset.TotalSeconds * 8000);
            Assert.Contains(clip.Slice(start, start + (long)(span.Duration.TotalSeconds * 8000)).Samples, s => Math.Abs((int)s) > 3000);
            Assert.InRange(bytes.End - bytes.Start, span.Duration.TotalSeconds * 8000, ((span.Duration.TotalSeconds + 0.5) * 8000 * 1.2) + 1000);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Run_NoRecording_SaysSo(bool torn)
    {
        var (_, spans) = Record((1, 2));
        var published = await RunAsync(new FakeTranscriber(Heard), torn ? new Recordings([1, 2, 3]) : new Recordings(null), Command(spans));
        Assert.Equal(RerunOutcome.NoRecording, Assert.IsType<RetranscriptionFailed>(Assert.Single(published)).Outcome);
    }

    [Theory]
    [InlineData("ggml-large.bin")]
    [InlineData("../../etc/passwd")]
    public async Task Run_ModelThatIsNotHere_SaysSo(string model)
    {
        var (recording, spans) = Record((1, 2));
        var published = await RunAsync(new FakeTranscriber(Heard), new Recordings(recording), Command(spans) with { Model = model });
        Assert.Equal(RerunOutcome.UnknownModel, Assert.IsType<RetranscriptionFailed>(Assert.Single(published)).Outcome);
    }

    [Fact]
    public async Task Run_EngineThatFails_PublishesThatUtteranceWithoutText()
    {
        var (recording, spans) = Record((1, 2));
        var engine = new FakeTranscriber((_, _) => Task.FromException<Recognition>(new TranscriptionException("crashed")));
        var published = await RunAsync(engine, new Recordings(recording), Command(spans));
        Assert.Equal(TranscriptDrop.EngineFailure, Assert.IsType<UtteranceTranscribed>(Assert.Single(published)).Drop);
        Assert.Equal(new TranscriptionOptions().Attempts, engine.Calls);
    }

    [Fact]
    public async Task Run_LongerThanATurn_LeavesTheRestToAnotherMessage()
    {
        var time = new FakeTimeProvider();
        var engine = new FakeTranscriber((_, _) =>
        {
            time.Advance(Retranscription.Turn * 0.6);
            return Task.FromResult(Heard);
        });
        var (recording, spans) = Record((1, 2), (5, 1.5), (9, 3));
        var published = await RunAsync(engine, new Recordings(recording), Command(spans), time);

        Assert.Equal(3, published.Count);
        var rest = Assert.IsType<RetranscribeCall>(published[2]);
        Assert.Equal(2, Assert.Single(rest.Utterances).Sequence);
        Assert.IsType<UtteranceTranscribed>(Assert.Single(await RunAsync(engine, new Recordings(recording), rest, time)));
    }

    private static async Task<List<object>> RunAsync(ITranscriber engine, IRecordedAudio recordings, RetranscribeCall command, TimeProvider? time = null)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddTranscription(new ConfigurationBuilder().AddInMemoryCollection([new("CallSummary:Transcription:VoiceActivity", "false")]).Build());
        services.AddSingleton(engine);
        services.AddSingleton(recordings);
        services.AddSingleton(time ?? TimeProvider.System);
        await using var provider = services.BuildServiceProvider();
        await using var scope = provider.CreateAsyncScope();
        List<object> published = [];
        await scope.ServiceProvider.GetRequiredService<Retranscription>().RunAsync(
            command,
            message =>
            {
                published.Add(message);
                return Task.CompletedTask;
            },
            Cancellation);
        return published;
    }

    private static RetranscribeCall Command(IReadOnlyList<UtteranceSpan> spans) => new()
    {
        RequestId = Guid.CreateVersion7(),
        CallId = Guid.CreateVersion7(),
        TenantId = "acme",
        Language = "ko",
        Utterances = spans,
    };

    // Speech at these seconds, silence between: as the gateway records it.
    private static (byte[] Recording, IReadOnlyList<UtteranceSpan> Spans) Record(params (double At, double Seconds)[] spoken)
    {
        using var file = new MemoryStream();
        var writer = RecordedFrameWriter.Create(file);
        var end = (long)((spoken[^1].At + spoken[^1].Seconds + 1) * 8000);
        var octets = Enumerable.Repeat((byte)0xFF, (int)end).ToArray();
        foreach (var (at, seconds) in spoken)
        {
            Captured.MuLaw(Sounds.Syllables(seconds)).CopyTo(octets, (int)(at * 8000));
        }

        for (var position = 0; position + Frame <= octets.Length; position += Frame)
        {
            writer.Append(RecordedCodec.Pcmu, position, octets.AsSpan(position, Frame));
        }

        return (file.ToArray(), [.. spoken.Select((s, i) => new UtteranceSpan
        {
            Leg = Leg.Callee,
            Sequence = i,
            Offset = TimeSpan.FromSeconds(s.At),
            Duration = TimeSpan.FromSeconds(s.Seconds),
        })]);
    }

    private sealed class Recordings(byte[]? callee) : IRecordedAudio
    {
        public ValueTask<byte[]> ReadAsync(Guid callId, Leg leg, long start, long end, CancellationToken cancellationToken) => new(callee![(int)start..(int)end]);

        public Stream? OpenRead(Guid callId, Leg leg) => callee is null ? null : new MemoryStream(callee);
    }
}
