using CallSummary.Transcription.Whisper;

namespace CallSummary.UnitTests.Transcription.Whisper;

public sealed class WhisperNativeLibraryTests
{
    [Theory]
    [InlineData("libgomp.so.1: cannot open shared object file: No such file or directory", "apt-get install libgomp1")]
    [InlineData("/lib/x86_64-linux-gnu/libstdc++.so.6: version `GLIBCXX_3.4.29' not found", "apt-get install libstdc++6")]
    [InlineData("something else", "libgomp1 libstdc++6")]
    public void Explain_LoaderError_NamesThePackage(string error, string expected) =>
        Assert.Contains(expected, WhisperNativeLibrary.Explain(new InvalidOperationException(error)), StringComparison.Ordinal);

    [Fact]
    public void StateMegaBytes_LinesOfWhisperCpp_AreRead()
    {
        Assert.Equal(6.29, WhisperModel.StateMegaBytes("whisper_init_state: kv cross size =    6.29 MB"));
        Assert.Equal(0, WhisperModel.StateMegaBytes("whisper_model_load: model size = 17.45 MB"));
    }
}
