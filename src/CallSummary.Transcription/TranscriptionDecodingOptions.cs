using System.ComponentModel.DataAnnotations;

namespace CallSummary.Transcription;

/// <summary>How the engine Whisper looks for the text: section <c>CallSummary:Transcription:Decoding</c>. The defaults are the cheapest, and give the same text for the same sound every time.</summary>
public sealed class TranscriptionDecodingOptions
{
    /// <summary>Texts that are followed at once, 1 to 8; 1 is greedy. Each more costs the decoder's work once more (5 is the default of whisper.cpp's command line).</summary>
    [Range(1, 8, ErrorMessage = "CallSummary:Transcription:Decoding:BeamSize must be 1 to 8.")]
    public int BeamSize { get; set; } = 1;

    /// <summary>
    /// What is added to the temperature for another try after a text that is improbable or repeats itself, 0 to 1 (Whisper's own: 0.2); 0: the utterance is heard once more
    /// in a full window instead, without chance.
    /// </summary>
    [Range(0.0, 1.0, ErrorMessage = "CallSummary:Transcription:Decoding:TemperatureStep must be 0 to 1.")]
    public double TemperatureStep { get; set; }

    /// <summary>Whether each word gets its own time and probability (<c>words</c> of a segment), estimated from the tokens' times.</summary>
    public bool WordTimes { get; set; }

    /// <summary>A sentence that the recogniser takes for what was said before, for its spelling and punctuation, at most 300 letters; the vocabulary follows it. Null: none.</summary>
    [StringLength(300, MinimumLength = 1, ErrorMessage = "CallSummary:Transcription:Decoding:Prompt must have 1 to 300 letters, or be left out.")]
    public string? Prompt { get; set; }
}
