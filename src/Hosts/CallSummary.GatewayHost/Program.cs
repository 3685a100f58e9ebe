using CallSummary.Gateway;
using CallSummary.Hosting;
using CallSummary.Hosting.Bus;
using CallSummary.Storage;

var builder = WebApplication.CreateBuilder(new WebApplicationOptions { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.AddHostDefaults();
builder.Services.AddStorage(builder.Configuration);
builder.Services.AddGateway(builder.Configuration);
builder.Services.AddMessageBus(builder.Configuration, bus => bus.AddGatewayConsumers());

return await builder.Build().RunHostAsync();
