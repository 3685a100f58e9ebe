using Microsoft.Extensions.Options;

namespace CallSummary.Transcription;

/// <summary>The rules that attributes cannot say.</summary>
internal sealed class TranscriptionOptionsValidator : IValidateOptions<TranscriptionOptions>
{
    public ValidateOptionsResult Validate(string? name, TranscriptionOptions options)
    {
        var failures = new List<string>();
        if (options.Language is { } language && !IsLanguage(language))
        {
            failures.Add($"{TranscriptionOptions.Section}:Language is '{language}': use an ISO 639-1 code such as ko or en, or leave it out to detect.");
        }

        if (options.Candidates.Count is 0 or > 20 || options.Candidates.Any(l => !IsLanguage(l)))
        {
            failures.Add($"{TranscriptionOptions.Section}:Languages must list 1 to 20 ISO 639-1 codes such as ko and en.");
        }

        foreach (var (whose, words) in options.Vocabulary)
        {
            if (words.Length > Vocabulary.MostWords || words.Any(w => w.Length is 0 or > 60))
            {
                failures.Add($"{TranscriptionOptions.Section}:Vocabulary:{whose} must list at most {Vocabulary.MostWords} words of 1 to 60 letters.");
            }
        }

        if (options.Engine == TranscriptionEngine.OpenAICompatible)
        {
            if (options.Server.BaseAddress is not { IsAbsoluteUri: true, Scheme: "http" or "https" })
            {
                failures.Add($"{TranscriptionOptions.Section}:Server:BaseAddress must be the http or https address of the speech server when Engine is OpenAICompatible.");
            }

            if (string.IsNullOrWhiteSpace(options.Server.Model))
            {
                failures.Add($"{TranscriptionOptions.Section}:Server:Model is empty: name the model as the speech server knows it.");
            }
        }

        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    // "yue" (Cantonese) and "haw" are Whisper's only codes of three letters.
    private static bool IsLanguage(string? code) => code is { Length: 2 or 3 } && code.All(char.IsAsciiLetterLower);
}
