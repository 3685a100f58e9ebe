using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using CallSummary.Contracts;
using CallSummary.Transcription.Evaluation.Degradation;

namespace CallSummary.Transcription.Evaluation;

/// <summary>Measures the recogniser on a corpus, under conditions of the line, and on sounds without speech.</summary>
internal sealed class AsrEvaluation(SpokenLine line, AsrResultLog log)
{
    /// <summary>Stands for the language and condition of the sounds that hold no speech.</summary>
    public const string NoSpeech = "no-speech";

    private const double NoSpeechSeconds = 30;

    /// <summary>Does what is not done yet.</summary>
    /// <param name="samples">The corpus.</param>
    /// <param name="conditions">What the line does.</param>
    /// <param name="tellLanguage">Whether the recogniser is told the corpus's language.</param>
    /// <param name="parallel">Recordings at once.</param>
    /// <param name="progress">Told after each recording, with how many are done.</param>
    /// <param name="cancellationToken">Stops; what is done is kept.</param>
    /// <exception cref="InvalidDataException">A recording cannot be read.</exception>
    public async Task RunAsync(
        IReadOnlyList<AsrSample> samples, IReadOnlyList<Condition> conditions, bool tellLanguage, int parallel, Action<int> progress, CancellationToken cancellationToken)
    {
        var work = Work(samples, conditions, tellLanguage).ToArray();
        var done = work.Count(w => log.Has(w.Condition, w.File));
        progress(done);
        var gate = new Lock();
        await Parallel.ForEachAsync(
            work.Where(w => !log.Has(w.Condition, w.File)).ToArray(),
            new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken },
            async (item, stop) =>
            {
                var result = await item.RunAsync(stop);
                lock (gate)
                {
                    log.Add(result);
                    progress(++done);
                }
            });
    }

    /// <summary>How many results a whole run gives.</summary>
    public static int Count(int samples, int conditions) => (samples * conditions) + NonSpeech.All.Count;

    private IEnumerable<(string Condition, string File, Func<CancellationToken, Task<AsrResult>> RunAsync)> Work(
        IReadOnlyList<AsrSample> samples, IReadOnlyList<Condition> conditions, bool tellLanguage)
    {
        foreach (var (name, make) in NonSpeech.All)
        {
            var silent = new AsrSample(name, name, "", "", []);
            yield return (NoSpeech, name, stop => HearAsync(silent, NoSpeech, make(NoSpeechSeconds, Seed(name)), SpeechFormat.TelephoneRate, null, stop));
        }

        foreach (var condition in conditions)
        {
            foreach (var sample in samples)
            {
                yield return (condition.Name, sample.Id, stop => HearAsync(sample, condition, tellLanguage, stop));
            }
        }
    }

    private Task<AsrResult> HearAsync(AsrSample sample, Condition condition, bool tellLanguage, CancellationToken cancellationToken)
    {
        var (sound, rate) = SampleSound.Load(sample.Path);
        var arrived = condition.Apply(sound, rate, Seed($"{condition.Name} {sample.Id}"));
        return HearAsync(sample, condition.Name, arrived, condition.ArrivalRate, tellLanguage && sample.Language.Length > 0 ? sample.Language : null, cancellationToken);
    }

    private async Task<AsrResult> HearAsync(AsrSample sample, string condition, short[] sound, int rate, string? language, CancellationToken cancellationToken)
    {
        var (lines, took) = await line.TranscribeAsync(sound, rate, language, cancellationToken);
        var written = lines.Where(l => l.Text.Length > 0).ToArray();
        var heard = string.Join(' ', written.Select(l => l.Text));
        var (words, characters) = (TextUnits.Words(sample.Text), TextUnits.Characters(sample.Text));
        var heardWords = TextUnits.Words(heard);
        var (entities, missed) = Entities.Compare(sample, heard);
        return new AsrResult
        {
            File = sample.Id,
            Condition = condition,
            Language = sample.Language,
            Reference = sample.Text,
            Heard = heard,
            HeardLanguage = string.Join(',', written.Select(l => l.Language).Distinct()),
            Words = words.Count,
            WordErrors = words.Count == 0 ? 0 : EditDistance.Between(words, heardWords),
            Characters = characters.Count,
            CharacterErrors = words.Count == 0 ? 0 : EditDistance.Between(characters, TextUnits.Characters(heard)),
            Entities = entities,
            EntityErrors = missed,
            InventedWords = words.Count == 0 ? heardWords.Count : 0,
            Drops = lines.Where(l => l.Drop != TranscriptDrop.None).GroupBy(l => l.Drop.ToString()).ToDictionary(g => g.Key, g => g.Count()),
            AudioSeconds = (double)sound.Length / rate,
            ProcessingSeconds = took.TotalSeconds,
            Probability = written.Select(l => l.Probability).DefaultIfEmpty(0).Average(),
        };
    }

    // The same in every run and on every machine, as string.GetHashCode is not.
    private static int Seed(string name) => BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name))) & int.MaxValue;
}
