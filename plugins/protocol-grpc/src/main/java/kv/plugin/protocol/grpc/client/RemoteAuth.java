package kv.plugin.protocol.grpc.client;

import kv.api.pb.etcdserverpb.AuthDisableRequest;
import kv.api.pb.etcdserverpb.AuthDisableResponse;
import kv.api.pb.etcdserverpb.AuthEnableRequest;
import kv.api.pb.etcdserverpb.AuthEnableResponse;
import kv.api.pb.etcdserverpb.AuthRoleAddRequest;
import kv.api.pb.etcdserverpb.AuthRoleAddResponse;
import kv.api.pb.etcdserverpb.AuthRoleDeleteRequest;
import kv.api.pb.etcdserverpb.AuthRoleDeleteResponse;
import kv.api.pb.etcdserverpb.AuthRoleGetRequest;
import kv.api.pb.etcdserverpb.AuthRoleGetResponse;
import kv.api.pb.etcdserverpb.AuthRoleGrantPermissionRequest;
import kv.api.pb.etcdserverpb.AuthRoleGrantPermissionResponse;
import kv.api.pb.etcdserverpb.AuthRoleListRequest;
import kv.api.pb.etcdserverpb.AuthRoleListResponse;
import kv.api.pb.etcdserverpb.AuthRoleRevokePermissionRequest;
import kv.api.pb.etcdserverpb.AuthRoleRevokePermissionResponse;
import kv.api.pb.etcdserverpb.AuthStatusRequest;
import kv.api.pb.etcdserverpb.AuthStatusResponse;
import kv.api.pb.etcdserverpb.AuthUserAddRequest;
import kv.api.pb.etcdserverpb.AuthUserAddResponse;
import kv.api.pb.etcdserverpb.AuthUserChangePasswordRequest;
import kv.api.pb.etcdserverpb.AuthUserChangePasswordResponse;
import kv.api.pb.etcdserverpb.AuthUserDeleteRequest;
import kv.api.pb.etcdserverpb.AuthUserDeleteResponse;
import kv.api.pb.etcdserverpb.AuthUserGetRequest;
import kv.api.pb.etcdserverpb.AuthUserGetResponse;
import kv.api.pb.etcdserverpb.AuthUserGrantRoleRequest;
import kv.api.pb.etcdserverpb.AuthUserGrantRoleResponse;
import kv.api.pb.etcdserverpb.AuthUserListRequest;
import kv.api.pb.etcdserverpb.AuthUserListResponse;
import kv.api.pb.etcdserverpb.AuthUserRevokeRoleRequest;
import kv.api.pb.etcdserverpb.AuthUserRevokeRoleResponse;
import kv.api.pb.etcdserverpb.AuthenticateRequest;
import kv.api.pb.etcdserverpb.AuthenticateResponse;
import kv.api.service.AuthService;
import kv.api.service.CallContext;
import kv.api.service.Reply;
import kv.plugin.protocol.grpc.method.AuthMethods;

/// `etcdserverpb.Auth` of a server. Thread-safe.
record RemoteAuth(Caller caller) implements AuthService {

    @Override
    public void authEnable(
            CallContext call, AuthEnableRequest request, Reply<AuthEnableResponse> reply) {
        caller.call(AuthMethods.AUTH_ENABLE, call, request, reply);
    }

    @Override
    public void authDisable(
            CallContext call, AuthDisableRequest request, Reply<AuthDisableResponse> reply) {
        caller.call(AuthMethods.AUTH_DISABLE, call, request, reply);
    }

    @Override
    public void authStatus(
            CallContext call, AuthStatusRequest request, Reply<AuthStatusResponse> reply) {
        caller.call(AuthMethods.AUTH_STATUS, call, request, reply);
    }

    @Override
    public void authenticate(
            CallContext call, AuthenticateRequest request, Reply<AuthenticateResponse> reply) {
        caller.call(AuthMethods.AUTHENTICATE, call, request, reply);
    }

    @Override
    public void userAdd(
            CallContext call, AuthUserAddRequest request, Reply<AuthUserAddResponse> reply) {
        caller.call(AuthMethods.USER_ADD, call, request, reply);
    }

    @Override
    public void userGet(
            CallContext call, AuthUserGetRequest request, Reply<AuthUserGetResponse> reply) {
        caller.call(AuthMethods.USER_GET, call, request, reply);
    }

    @Override
    public void userList(
            CallContext call, AuthUserListRequest request, Reply<AuthUserListResponse> reply) {
        caller.call(AuthMethods.USER_LIST, call, request, reply);
    }

    @Override
    public void userDelete(
            CallContext call, AuthUserDeleteRequest request, Reply<AuthUserDeleteResponse> reply) {
        caller.call(AuthMethods.USER_DELETE, call, request, reply);
    }

    @Override
    public void userChangePassword(
            CallContext call, AuthUserChangePasswordRequest request,
            Reply<AuthUserChangePasswordResponse> reply) {
        caller.call(AuthMethods.USER_CHANGE_PASSWORD, call, request, reply);
    }

    @Override
    public void userGrantRole(
            CallContext call, AuthUserGrantRoleRequest request,
            Reply<AuthUserGrantRoleResponse> reply) {
        caller.call(AuthMethods.USER_GRANT_ROLE, call, request, reply);
    }

    @Override
    public void userRevokeRole(
            CallContext call, AuthUserRevokeRoleRequest request,
            Reply<AuthUserRevokeRoleResponse> reply) {
        caller.call(AuthMethods.USER_REVOKE_ROLE, call, request, reply);
    }

    @Override
    public void roleAdd(
            CallContext call, AuthRoleAddRequest request, Reply<AuthRoleAddResponse> reply) {
        caller.call(AuthMethods.ROLE_ADD, call, request, reply);
    }

    @Override
    public void roleGet(
            CallContext call, AuthRoleGetRequest request, Reply<AuthRoleGetResponse> reply) {
        caller.call(AuthMethods.ROLE_GET, call, request, reply);
    }

    @Override
    public void roleList(
            CallContext call, AuthRoleListRequest request, Reply<AuthRoleListResponse> reply) {
        caller.call(AuthMethods.ROLE_LIST, call, request, reply);
    }

    @Override
    public void roleDelete(
            CallContext call, AuthRoleDeleteRequest request, Reply<AuthRoleDeleteResponse> reply) {
        caller.call(AuthMethods.ROLE_DELETE, call, request, reply);
    }

    @Override
    public void roleGrantPermission(
            CallContext call, AuthRoleGrantPermissionRequest request,
            Reply<AuthRoleGrantPermissionResponse> reply) {
        caller.call(AuthMethods.ROLE_GRANT_PERMISSION, call, request, reply);
    }

    @Override
    public void roleRevokePermission(
            CallContext call, AuthRoleRevokePermissionRequest request,
            Reply<AuthRoleRevokePermissionResponse> reply) {
        caller.call(AuthMethods.ROLE_REVOKE_PERMISSION, call, request, reply);
    }
}
