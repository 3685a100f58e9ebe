using CallSummary.AllInOne.Demo;
using CallSummary.Audio.Codecs;
using CallSummary.Benchmarks.Speech;
using CallSummary.Benchmarks.Summaries;
using CallSummary.Contracts;
using CallSummary.Storage.Calls;
using CallSummary.Summarization.Llama;
using CallSummary.Summarization.Summaries;
using CallSummary.Summarization.Transcripts;
using SampleCall = CallSummary.TestKit.Audio.SampleCall;

namespace CallSummary.Benchmarks.EndToEnd;

/// <summary>
/// P11: processor time of the sample calls, all at once and at their own pace, from their recorder to the summary on the subscriber's event stream: recording, finding utterances,
/// bus, database, transcription, summary, check. Against the engines alone: whisper.cpp on the same stretches of sound and llama.cpp on the same prompts, one after the other.
/// Both in 30 s windows, as published models hear, one thread each, the language told.
/// </summary>
internal static class GlueCost
{
    private const int WholeWindow = 1500;
    private const int SamplesPerSecond = 8000;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static Benchmark Benchmark { get; } = new(
        "P11", "end", "CPU of calls from their recorder to the subscriber's summary / whisper.cpp and llama.cpp alone on the same sound and prompts (demonstration models, 30 s windows)", RunAsync);

    private static async Task<IReadOnlyList<Figure>> RunAsync(bool quick)
    {
        await using var service = await LiveService.StartAsync(
            summaries: true,
            KeyValuePair.Create("CallSummary:Transcription:Workers", (string?)"1"),
            KeyValuePair.Create("CallSummary:Transcription:Threads", (string?)"1"),
            KeyValuePair.Create("CallSummary:Transcription:AudioContextFloor", (string?)$"{WholeWindow}"),
            KeyValuePair.Create("CallSummary:Transcription:PartialLines", (string?)"false"),
            KeyValuePair.Create("CallSummary:Summarization:Llama:ModelPath", (string?)BenchedModel.Path),
            KeyValuePair.Create("CallSummary:Summarization:Llama:Threads", (string?)"1"));
        using var reader = await service.ReaderAsync();
        using var whisper = new BareWhisper();
        using var llama = new BareLlama(BenchedModel.Path);
        await using var model = BenchedModel.Load(1);
        var (ratios, engines, whole) = (new List<double>(), new List<double>(), new List<double>());

        // What is compiled while it runs has been compiled after the first round.
        for (var round = 0; round <= (quick ? 1 : 3); round++)
        {
            var (calls, ours) = await CpuTime.OfAsync(() => PlayAsync(service, reader));
            var (heard, bareSpeech) = await CpuTime.OfAsync(() => HearAsync(whisper, calls));
            var (answers, bareSummaries) = await CpuTime.OfAsync(() => Task.FromResult(Summarise(llama, model, calls)));
            Check(calls, heard, answers);
            if (round > 0)
            {
                ratios.Add(ours / (bareSpeech + bareSummaries));
                engines.Add(bareSpeech + bareSummaries);
                whole.Add(ours);
            }
        }

        return
        [
            new Figure("P11", CpuTime.Median(ratios), "ratio", "<=1.05"),
            new Figure("P11.whole", CpuTime.Median(whole), "cpu-s", null),
            new Figure("P11.engines", CpuTime.Median(engines), "cpu-s", null),
        ];
    }

    private static async Task<IReadOnlyList<PlayedCall>> PlayAsync(LiveService service, SubscriberApp reader)
    {
        var sounds = SampleCall.All.Select(sample => (
            sample.Language,
            Legs: new Dictionary<Leg, byte[]> { [Leg.Caller] = LiveCall.Encode(sample.Leg("caller")), [Leg.Callee] = LiveCall.Encode(sample.Leg("callee")) })).ToList();
        var calls = sounds.ConvertAll(sound => new LiveCall(service.Answer(sound.Language), sound.Legs, TimeSpan.FromSeconds((double)sound.Legs.Values.Min(octets => octets.Length) / SamplesPerSecond)));
        using var patience = new CancellationTokenSource(Patience);
        var connected = new TaskCompletionSource();
        var summarised = FollowAsync(reader, calls.Count, connected, patience.Token);
        await connected.Task;
        using (var timer = new PeriodicTimer(Tick))
        {
            var up = calls;
            while (up.Count > 0 && await timer.WaitForNextTickAsync())
            {
                up.ForEach(call => call.Play());
                var over = up.FindAll(call => call.IsOver);
                over.ForEach(call => service.HangUp(call.Recorder));
                up = [.. up.Except(over)];
            }
        }

        await summarised;
        var played = new List<PlayedCall>();
        foreach (var (call, sound) in calls.Zip(sounds))
        {
            var (row, utterances, summary) = await service.ReadAsync(call.Recorder.CallId);
            played.Add(new PlayedCall(row, utterances, summary, sound.Language, sound.Legs));
        }

        return played;
    }

    private static async Task FollowAsync(SubscriberApp reader, int calls, TaskCompletionSource connected, CancellationToken patience)
    {
        var ready = new HashSet<Guid>();
        try
        {
            await foreach (var happened in reader.FollowAsync(connected, patience))
            {
                if (happened.Type == "summary.ready" && ready.Add(happened.CallId) && ready.Count == calls)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Told below.
        }

        throw new WorkGateException($"Of {calls} calls {ready.Count} were summarised.");
    }

    private static async Task<List<string>> HearAsync(BareWhisper whisper, IReadOnlyList<PlayedCall> calls)
    {
        var heard = new List<string>();
        foreach (var call in calls)
        {
            foreach (var utterance in call.Utterances)
            {
                var octets = call.Sound[utterance.Leg];
                var start = Math.Min(Samples(utterance.Offset), octets.Length);
                var sound = new short[Math.Min(Samples(utterance.Duration), octets.Length - start)];
                G711.DecodeMuLaw(octets.AsSpan(start, sound.Length), sound);
                heard.Add(await whisper.TranscribeAsync(BareWhisper.Sound(sound), call.Language, WholeWindow));
            }
        }

        return heard;
    }

    private static List<string> Summarise(BareLlama llama, LlamaModel model, IReadOnlyList<PlayedCall> calls) =>
        [.. calls.Select(call => llama.Answer(model.Prompts.Encode([("user", TranscriptAssembler.Assemble(call.Row, call.Utterances, Leg.Caller).Text)])).Text)];

    private static void Check(IReadOnlyList<PlayedCall> calls, List<string> heard, List<string> answers)
    {
        var said = calls.SelectMany(call => call.Utterances).Select(utterance => utterance.Text).ToList();
        var same = said.Zip(heard).Count(pair => pair.First == pair.Second);
        if (calls.FirstOrDefault(call => call.Summary.Engine != SummaryEngine.Llm) is { } other)
        {
            throw new WorkGateException($"The model wrote no summary: {other.Summary.DocumentJson}");
        }

        if (answers.Find(answer => SummaryReader.Read(answer) is null) is { } broken)
        {
            throw new WorkGateException($"llama.cpp alone wrote no summary: {broken}");
        }

        // The service cuts on the timeline that packets came on, a few samples beside ours: here and there a word may differ.
        if (same < said.Count * 0.9)
        {
            throw new WorkGateException($"Only {same} of {said.Count} lines are what whisper.cpp alone writes.");
        }
    }

    private static int Samples(TimeSpan time) => (int)(time.TotalSeconds * SamplesPerSecond);

    private sealed record PlayedCall(Call Row, List<Utterance> Utterances, Summary Summary, string Language, IReadOnlyDictionary<Leg, byte[]> Sound);
}
