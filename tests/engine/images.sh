# images.sh: makes the test images out of Debian's packages, and gives an engine those that it lacks. Sourced by engine.
# shellcheck shell=bash

# Libraries that every program of these packages needs.
readonly LIBRARIES='libc6 libcrypt1 libpcre2-8-0 zlib1g'

# What makes a shell, and with it nearly everything a test runs inside a container: one static program under 250 names.
tree_busybox() {
  local tree=$1 applet
  unpack bookworm "$tree" busybox-static || return
  rm -rf "$tree/usr"
  mkdir -p "$tree"/{dev,etc,home,proc,root,run,sys,usr/bin,usr/sbin,var/www}
  mkdir -m 1777 "$tree/tmp" "$tree/var/tmp"
  for applet in $("$tree/bin/busybox" --list); do
    [[ $applet == busybox ]] || ln -s busybox "$tree/bin/$applet"
  done
  ln -s /bin/env "$tree/usr/bin/env"
  # busybox has no applet of this name, and scripts written for centos call it.
  # shellcheck disable=SC2016  # the image's shell is to expand it
  printf '#!/bin/sh\nexec /bin/sh "$@"\n' > "$tree/bin/bash"
  chmod 755 "$tree/bin/bash"
  cat > "$tree/etc/passwd" <<'EOF'
root:x:0:0:root:/root:/bin/sh
www-data:x:33:33:www-data:/var/www:/bin/false
nginx:x:101:101:nginx:/nonexistent:/bin/false
nobody:x:65534:65534:nobody:/nonexistent:/bin/false
EOF
  cat > "$tree/etc/group" <<'EOF'
root:x:0:
www-data:x:33:
nginx:x:101:
nogroup:x:65534:
nobody:x:65534:
EOF
}

# Arranged like the nginx image of Docker Hub: same paths, same user, logs to the container's output.
tree_nginx() {
  local tree=$1
  # shellcheck disable=SC2086  # a list
  unpack bookworm "$tree" nginx nginx-common libnginx-mod-stream libssl3 $LIBRARIES || return
  rm -rf "$tree"/etc/nginx/{modules-*,sites-*,snippets,nginx.conf} "$tree"/{etc/init.d,etc/ufw,var/log/nginx}
  mkdir -p "$tree"/{etc/nginx/conf.d,usr/share/nginx/html,var/lib/nginx,var/log/nginx,run}
  ln -s /dev/stdout "$tree/var/log/nginx/access.log"
  ln -s /dev/stderr "$tree/var/log/nginx/error.log"
  # Docker Hub's has the module built in.
  cat > "$tree/etc/nginx/nginx.conf" <<'EOF'
load_module /usr/lib/nginx/modules/ngx_stream_module.so;
user nginx;
worker_processes 1;
error_log /var/log/nginx/error.log notice;
pid /run/nginx.pid;
events { worker_connections 256; }
http {
  include /etc/nginx/mime.types;
  default_type application/octet-stream;
  access_log /var/log/nginx/access.log;
  include /etc/nginx/conf.d/*.conf;
}
EOF
  cat > "$tree/etc/nginx/conf.d/default.conf" <<'EOF'
server {
  listen 80;
  server_name localhost;
  location / { root /usr/share/nginx/html; index index.html index.htm; }
}
EOF
  echo '<!DOCTYPE html><title>Welcome to nginx!</title><h1>Welcome to nginx!</h1>' > "$tree/usr/share/nginx/html/index.html"
}

# Arranged like the httpd image of Docker Hub: everything under /usr/local/apache2.
tree_httpd() {
  local tree=$1 home=$1/usr/local/apache2
  # shellcheck disable=SC2086  # a list
  unpack bookworm "$tree" apache2-bin libapr1 libaprutil1 libexpat1 libgcc-s1 libuuid1 media-types $LIBRARIES || return
  mkdir -p "$home"/{bin,conf,htdocs,logs} "$tree/usr/local/bin"
  ln -s /usr/sbin/apache2 "$home/bin/httpd"
  ln -s /usr/lib/apache2/modules "$home/modules"
  mv "$tree/etc/mime.types" "$home/conf/mime.types"
  cat > "$home/conf/httpd.conf" <<'EOF'
ServerRoot /usr/local/apache2
ServerName localhost
Listen 80
LoadModule mpm_event_module modules/mod_mpm_event.so
LoadModule authz_core_module modules/mod_authz_core.so
LoadModule dir_module modules/mod_dir.so
LoadModule mime_module modules/mod_mime.so
LoadModule alias_module modules/mod_alias.so
User www-data
Group www-data
PidFile logs/httpd.pid
DocumentRoot /usr/local/apache2/htdocs
DirectoryIndex index.html
TypesConfig conf/mime.types
<Directory />
  AllowOverride none
  Require all denied
</Directory>
<Directory /usr/local/apache2/htdocs>
  Options FollowSymLinks
  Require all granted
</Directory>
LogFormat "%h %l %u %t \"%r\" %>s %b" common
ErrorLog /proc/self/fd/2
TransferLog /proc/self/fd/1
LogLevel warn
EOF
  cat > "$tree/usr/local/bin/httpd-foreground" <<'EOF'
#!/bin/sh
# A container that was killed leaves this behind, and httpd would not start again.
rm -f /usr/local/apache2/logs/httpd.pid
exec /usr/local/apache2/bin/httpd -f /usr/local/apache2/conf/httpd.conf -DFOREGROUND "$@"
EOF
  chmod 755 "$tree/usr/local/bin/httpd-foreground"
  echo '<html><body><h1>It works!</h1></body></html>' > "$home/htdocs/index.html"
}

# pack NAME CONFIG DIRECTORY LAYER…: writes DIRECTORY/NAME.tar in the form that the engine loads, layers lowest first.
pack() {
  local name=$1 config=$2 directory=$3 layer digest digests='' layers=''
  shift 3
  for layer; do
    digest=$(sha256sum "$directory/$layer" | cut -d ' ' -f 1)
    digests+="${digests:+,}\"sha256:$digest\""
    layers+="${layers:+,}\"$layer\""
  done
  cat > "$directory/$name.json" <<EOF
{"architecture":"$(go_architecture)","os":"linux","created":"2024-01-01T00:00:00Z",
 "config":{"Env":["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],$config},
 "rootfs":{"type":"layers","diff_ids":[$digests]}}
EOF
  echo "[{\"Config\":\"$name.json\",\"RepoTags\":[\"$name:latest\"],\"Layers\":[$layers]}]" > "$directory/manifest.json"
  tar -C "$directory" -cf "$directory/$name.tar" manifest.json "$name.json" "$@" &&
    rm "$directory/manifest.json" "$directory/$name.json"
}

go_architecture() {
  case $(dpkg --print-architecture) in
    armhf) echo arm ;;
    i386) echo 386 ;;
    *) dpkg --print-architecture ;;
  esac
}

# build_images DIRECTORY: one tar for each image. nginx and httpd stand on busybox's layer.
build_images() {
  local directory=$1 name
  for name in busybox nginx httpd; do
    mkdir "$directory/$name"
    "tree_$name" "$directory/$name" || return
    rm -rf "$directory/$name"/usr/{include,share/{bug,doc,lintian,locale,man}} "$directory/$name"/usr/lib/*/gconv
    nice tar -C "$directory/$name" --owner 0 --group 0 --numeric-owner --sort name --mtime 2024-01-01 -cf "$directory/$name.layer" . || return
    rm -r "${directory:?}/$name"
  done
  pack busybox '"Cmd":["sh"]' "$directory" busybox.layer &&
    pack nginx '"ExposedPorts":{"80/tcp":{}},"StopSignal":"SIGQUIT","Cmd":["nginx","-g","daemon off;"]' \
      "$directory" busybox.layer nginx.layer &&
    pack httpd '"ExposedPorts":{"80/tcp":{}},"StopSignal":"SIGWINCH","WorkingDir":"/usr/local/apache2","Cmd":["httpd-foreground"]' \
      "$directory" busybox.layer httpd.layer &&
    rm "$directory"/*.layer
}

# give_images ADDRESS: an image that the engine has already is left as it is.
give_images() {
  local address=$1 directory name
  for name in busybox nginx httpd; do
    ! has_image "$address" "$name:latest" || continue
    # The folder's name holds the sum of this file, so that a change here makes new images.
    directory=$(cached "images-$(sha256sum < "$HERE/images.sh" | cut -c 1-12)" build_images) || return
    api "$address" POST /images/load -T "$directory/$name.tar" -H 'Content-Type: application/x-tar' > /dev/null || return
  done
  # The source document's scripts use centos:7 only as something with a shell and a ping.
  has_image "$address" centos:7 || api "$address" POST '/images/busybox:latest/tag?repo=centos&tag=7'
}

has_image() { api "$1" GET "/images/$2/json" &> /dev/null; }
