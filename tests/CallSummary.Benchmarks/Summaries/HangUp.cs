namespace CallSummary.Benchmarks.Summaries;

/// <summary>
/// From hang-up to the stored summary. P7: with the work done during the call, against transcribing and summarising all of it afterwards, a call of
/// ten minutes, and what the time after hang-up goes into. P8: a call of an hour against one of a minute. Same run, same models, one thread each;
/// medians of alternating rounds.
/// </summary>
internal static class HangUp
{
    public static Benchmark AfterTheCall { get; } = new("P7", "summaries", "Hang-up to summary, 10-minute call: working during the call / transcribing and summarising after it", AfterTheCallAsync);

    public static Benchmark LongCalls { get; } = new("P8", "summaries", "Hang-up to summary: 60-minute call / 1-minute call", LongCallsAsync);

    private static async Task<IReadOnlyList<Figure>> AfterTheCallAsync(bool quick)
    {
        const int Minutes = 10;
        await using var speech = new HangUpSpeech();
        await using var live = await SummaryStage.StartAsync(live: true);
        await using var after = await SummaryStage.StartAsync(live: false);
        using var times = new StageTimes();
        await speech.TranscribeAsync(1);
        var (ratios, utterances, summaries) = (new List<double>(), new List<double>(), new List<double>());
        var (prefills, firsts, lasts) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < (quick ? 1 : 3); round++)
        {
            var (a, b) = (new LongCall(Minutes, round), new LongCall(Minutes, round));
            await live.RunCallAsync(a);
            await after.RunCallAsync(b);
            var lastUtterance = await speech.TranscribeAsync(1);
            var (warm, atOnce) = await live.HangUpAsync(a);
            prefills.Add(times.Last(StageTimes.Prefill));
            firsts.Add(times.Last(StageTimes.FirstToken));
            lasts.Add(times.Last(StageTimes.LastToken));
            var allUtterances = await speech.TranscribeAsync(b.Utterances.Count);
            var (cold, later) = await after.HangUpAsync(b);
            if (Content(atOnce.DocumentJson) != Content(later.DocumentJson))
            {
                throw new WorkGateException("The summary written from the warm context differs from the one written afterwards.");
            }

            ratios.Add((lastUtterance + warm) / (allUtterances + cold));
            utterances.Add(lastUtterance);
            summaries.Add(warm);
        }

        return
        [
            new Figure("P7", Median(ratios), "ratio", "<=0.05"),
            new Figure("P7.last_utterance", Median(utterances), "s", null),
            new Figure("P7.prefill", Median(prefills), "s", null),
            new Figure("P7.first_token", Median(firsts), "s", null),
            new Figure("P7.last_token", Median(lasts), "s", null),
            new Figure("P7.stored", Median(summaries), "s", null),
        ];
    }

    private static async Task<IReadOnlyList<Figure>> LongCallsAsync(bool quick)
    {
        await using var stage = await SummaryStage.StartAsync(live: true);
        var (longs, shorts) = (new List<double>(), new List<double>());
        for (var round = 0; round <= (quick ? 3 : 7); round++)
        {
            var (one, sixty) = (new LongCall(1, round), new LongCall(quick ? 20 : 60, round));
            await stage.RunCallAsync(sixty);
            await stage.RunCallAsync(one);
            var (hour, _) = await stage.HangUpAsync(sixty);
            var (minute, _) = await stage.HangUpAsync(one);
            if (round > 0)
            {
                longs.Add(hour);
                shorts.Add(minute);
            }
        }

        return
        [
            new Figure("P8", Median(longs) / Median(shorts), quick ? "ratio(20min/1min)" : "ratio", "<=1.2"),
            new Figure("P8.long", Median(longs), "s", null),
            new Figure("P8.short", Median(shorts), "s", null),
        ];
    }

    // Without the call's id and times.
    private static string Content(string document) => document[document.IndexOf("\"content\"", StringComparison.Ordinal)..document.IndexOf("\"ai_generated\"", StringComparison.Ordinal)];

    private static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
